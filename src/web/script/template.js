// Makes the editor of texts more comfortable: what is wrong is marked at its place, placeholders are completed while
// somebody types {{, and the preview follows. Everything can be done without it by the buttons of the form.

const form = document.querySelector('form.text-form');
const area = form?.querySelector('textarea');

if (area) {
  const found = form.querySelector('#found');
  const backdrop = document.createElement('pre');
  backdrop.className = 'backdrop';
  backdrop.setAttribute('aria-hidden', 'true');
  area.before(backdrop);
  area.parentElement.classList.add('with-backdrop');

  /** Offset of a line and column, both from 1. */
  const offsetOf = (line, column) => {
    const lines = area.value.split('\n');
    return lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  };

  const places = () =>
    [...found.querySelectorAll('li[data-field="body"]')]
      .map(({ dataset }) => {
        const from = offsetOf(Number(dataset.line), Number(dataset.column));
        return { from, to: from + Math.max(1, Number(dataset.length)), severity: dataset.severity };
      })
      .sort((a, b) => a.from - b.from);

  /** The text once more behind the field, with the marks; it also gives the field its height. */
  const drawMarks = (marks) => {
    const text = area.value;
    const parts = [];
    let at = 0;
    for (const { from, to, severity } of marks) {
      if (from < at || to > text.length) continue;
      const mark = document.createElement('mark');
      mark.className = severity;
      mark.textContent = text.slice(from, to);
      parts.push(text.slice(at, from), mark);
      at = to;
    }
    backdrop.replaceChildren(...parts, `${text.slice(at)}\n`);
  };

  // Marks stay where they were only as long as nothing is typed; the next answer brings new ones.
  area.addEventListener('input', () => drawMarks([]));
  form.addEventListener('answered', () => drawMarks(places()));
  drawMarks(places());

  found.addEventListener('click', (event) => {
    const item = event.target.closest('li[data-field]');
    if (item === null || !event.target.closest('a')) return;
    event.preventDefault();
    const field = form.elements[item.dataset.field];
    const start = item.dataset.field === 'body' ? offsetOf(Number(item.dataset.line), Number(item.dataset.column)) : 0;
    field.focus();
    field.setSelectionRange(start, start + Number(item.dataset.length));
  });

  completePlaceholders(area, backdrop);
  // The frame is empty until something is shown in it.
  form.dispatchEvent(new Event('input'));
}

function completePlaceholders(field, backdrop) {
  const known = [...document.querySelectorAll('[data-insert]')].map((code) => ({
    name: code.dataset.insert,
    meaning: code.parentElement.querySelector('small')?.textContent ?? '',
  }));
  const box = document.createElement('ul');
  box.id = 'completion';
  box.setAttribute('role', 'listbox');
  box.setAttribute('aria-label', document.querySelector('.placeholders summary').textContent);
  box.hidden = true;
  field.after(box);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', box.id);
  let chosen = 0;

  /** What is being written after {{, and how much of it there is; null when nothing is. */
  const started = () => {
    const before = field.value.slice(0, field.selectionStart);
    return /\{\{-?\s*([\w.[\]]*)$/.exec(before)?.[1] ?? null;
  };

  const insert = (name, typed) => {
    const closes = /^\s*-?\}\}/.test(field.value.slice(field.selectionEnd));
    const start = field.selectionStart - typed.length;
    field.setRangeText(closes ? name : `${name} }}`, start, field.selectionEnd, 'end');
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const close = () => {
    box.hidden = true;
    field.removeAttribute('aria-activedescendant');
  };

  const choose = (index) => {
    const items = [...box.children];
    chosen = (index + items.length) % items.length;
    for (const [at, item] of items.entries()) item.setAttribute('aria-selected', String(at === chosen));
    items[chosen]?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', items[chosen]?.id ?? '');
  };

  const place = () => {
    const mark = document.createElement('span');
    backdrop.replaceChildren(
      field.value.slice(0, field.selectionStart),
      mark,
      field.value.slice(field.selectionStart),
      '\n',
    );
    box.style.setProperty('inset-block-start', `${mark.offsetTop + mark.offsetHeight + 4}px`);
    box.style.setProperty('inset-inline-start', `${Math.min(mark.offsetLeft, field.clientWidth - 240)}px`);
  };

  const offer = () => {
    const typed = started();
    const rank = ({ name }) => (name.startsWith(typed) ? 0 : 1);
    const fits = ({ name }) => name.toLowerCase().includes(typed.toLowerCase());
    const matches = typed === null ? [] : known.filter(fits).sort((a, b) => rank(a) - rank(b));
    if (matches.length === 0 || (matches.length === 1 && matches[0].name === typed)) return close();
    box.replaceChildren(
      ...matches.slice(0, 12).map(({ name, meaning }, index) => {
        const item = document.createElement('li');
        item.id = `completion-${index}`;
        item.setAttribute('role', 'option');
        const code = document.createElement('code');
        code.textContent = name;
        const small = document.createElement('small');
        small.textContent = meaning;
        item.append(code, ' ', small);
        item.addEventListener('mousedown', (event) => {
          event.preventDefault();
          insert(name, typed);
        });
        return item;
      }),
    );
    place();
    box.hidden = false;
    choose(0);
  };

  field.addEventListener('input', offer);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (box.hidden) return;
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter' || event.key === 'Tab')
      insert(box.children[chosen].querySelector('code').textContent, started());
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });

  for (const code of document.querySelectorAll('[data-insert]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    code.replaceWith(button);
    button.append(code);
    button.addEventListener('click', () => {
      const { insert: name, kind } = code.dataset;
      const text = kind === 'list' ? `{% for one in ${name} %}\n{% endfor %}` : `{{ ${name} }}`;
      field.focus();
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}
