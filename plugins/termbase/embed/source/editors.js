/* Editors: the text they read contains none of our links ----------------------------------------------
 *
 * A region that becomes editable loses its links at once (see changes.js). Some editors read the
 * HTML of a page in the very moment of a click, before anything can be noticed: so links go away
 * when a control is used that may begin or end editing, and come back a little later.
 */

const CONTROL = "button,a,input,summary,label,[role=button],[role=menuitem],[role=tab],[onclick]";
const EDITORS = ".tox,.mce-content-body,.ck-editor,.cke,.ql-container,.ProseMirror,.note-editor,.fr-box,.jodit-container,trix-editor";
const LIBRARIES = ["tinymce", "CKEDITOR", "ClassicEditor", "InlineEditor", "Quill", "FroalaEditor", "MediumEditor", "Jodit"];
const MEANS_EDITING = new RegExp(
  "edit|save|publish|source|bearbeit|speicher|modif|enregistr|sauve|guardar|salv|redig|spara|lagre|gem|opslaan|bewerk|"
    + "muokkaa|tallenna|edyt|zapis|uprav|ulož|düzenle|kaydet|sunting|simpan|sửa|lưu|редаг|редакт|сохран|збере|"
    + "επεξεργ|αποθήκ|ערוך|שמור|تحرير|تعديل|حفظ|संपाद|सहेज|แก้ไข|บันทึก|編集|保存|编辑|編輯|儲存|편집|저장",
  "iu"
);
const ASIDE = 1500;

function beginsEditing(target) {
  if (options.editors && target.closest(options.editors)) return true;
  const control = target.closest(CONTROL);
  if (!control || places.has(control)) return false;
  if (document.querySelector(EDITORS) || LIBRARIES.some((name) => name in globalThis)) return true;
  const says = ["id", "class", "name", "title", "aria-label", "rel", "value", "accesskey", "data-action"];
  return MEANS_EDITING.test([...says.map((name) => control.getAttribute(name)), control.textContent.slice(0, 80)].join(" "));
}

function watchEditors() {
  const on = (type, wanted) =>
    addEventListener(
      type,
      guarded((event) => wanted(event) && stepAside(ASIDE)),
      true
    );
  const atControl = ({ target }) => target instanceof Element && beginsEditing(target);
  on("pointerdown", atControl);
  on("click", atControl);
  on("submit", () => true);
  on("dblclick", ({ target }) => target instanceof Element && !target.closest(EDITABLE));
  on("keydown", ({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey) && /^(?:e|s|Enter)$/i.test(key));
  on("focusin", () => document.designMode === "on");
  on("beforeinput", () => document.designMode === "on");
  // What is copied may be pasted into an editor.
  on("copy", () => !getSelection().isCollapsed);
}
