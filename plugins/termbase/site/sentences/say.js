/* Says a sentence of the catalogue: values take the place of the words in braces, and `n` chooses the form. */
(texts, form, group) =>
  (key, values = {}) => {
    const forms = texts[key];
    const chosen = forms.length > 1 ? Math.min(forms.length - 1, Number(form(values.n))) : 0;
    const written = (value) => (typeof value === "number" ? String(value).replace(/\B(?=(\d{3})+$)/g, () => group) : value);
    return forms[chosen].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? written(values[name]) : whole));
  };
