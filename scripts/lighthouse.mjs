/* Prints what falls short of 100 points: node lighthouse.mjs FOLDER ADDRESS …; FOLDER has the packages. */
import { pathToFileURL } from "node:url";

const [folder, ...pages] = process.argv.slice(2);
const from = (path) => import(pathToFileURL(`${folder}/node_modules/${path}`).href);
const { default: lighthouse } = await from("lighthouse/core/index.js");
const { launch } = await from("chrome-launcher/dist/index.js");

const chrome = await launch({
  chromePath: process.env.CHROME_PATH || undefined,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"]
});
for (const page of pages) {
  const { lhr } = await lighthouse(page, {
    port: chrome.port,
    onlyCategories: ["accessibility", "best-practices", "seo"],
    logLevel: "error"
  });
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    if (score === 1) continue;
    const failed = auditRefs.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
    console.log(`${page}: ${id} ${Math.round(score * 100)}: ${failed.map(({ title }) => title).join(", ")}`);
  }
}
await chrome.kill();
