// Makes a table of things to decide quicker to work through: keys, ticks in a row, sums of what is ticked, and a look
// inside without leaving the page. Everything it does can be done without it.

const form = document.querySelector('form.deciding');

if (form !== null) {
  // Of the list itself: a look inside a row holds a table, too.
  const rows = () => [...form.querySelectorAll(':scope > .scroll > table > tbody > tr:not(.peek)')];
  const tickOf = (row) => row.querySelector('input[type="checkbox"]');
  const money = (currency) => new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });

  /** Adds up what is ticked, by currency. */
  const showSums = () => {
    const sums = new Map();
    for (const tick of form.querySelectorAll('tbody input:checked')) {
      const { currency, cents } = tick.dataset;
      if (currency !== undefined) sums.set(currency, (sums.get(currency) ?? 0) + Number(cents));
    }
    const texts = [...sums].sort().map(([currency, cents]) => {
      const format = money(currency);
      return format.format(cents / 10 ** format.resolvedOptions().maximumFractionDigits);
    });
    const count = form.querySelector('.ticked .count');
    if (count !== null) count.textContent = form.querySelectorAll('tbody input:checked').length;
    const place = form.querySelector('.sums');
    if (place !== null) place.textContent = texts.join(' · ');
  };

  for (const link of form.querySelectorAll('a[data-peek]')) link.setAttribute('aria-expanded', 'false');

  /** The row that has the focus, or whose inside has it. */
  const current = () => {
    const peek = document.activeElement?.closest('tr.peek');
    return rows().find((row) => row.contains(document.activeElement) || row.nextElementSibling === (peek ?? 0)) ?? null;
  };

  const move = (step) => {
    const all = rows();
    const at = all.indexOf(current());
    const next = all[at === -1 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    next?.querySelector('th a, a')?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };

  /** Opens a look inside below the row, or closes it; where there is none the link is followed. */
  const look = async (row) => {
    const link = row.querySelector('a[data-peek]');
    if (link === null) return;
    const open = row.nextElementSibling;
    if (open?.classList.contains('peek')) {
      open.remove();
      link.setAttribute('aria-expanded', 'false');
      return;
    }
    const peek = document.createElement('tr');
    peek.className = 'peek';
    const cell = peek.insertCell();
    cell.colSpan = row.cells.length;
    cell.setAttribute('aria-live', 'polite');
    cell.setAttribute('aria-busy', 'true');
    row.after(peek);
    link.setAttribute('aria-expanded', 'true');
    const answer = await fetch(link.dataset.peek, { headers: { accept: 'text/html' } }).catch(() => null);
    // Signed out meanwhile: the page of the link says so.
    if (answer === null || !answer.ok || answer.redirected) {
      location.assign(link.href);
      return;
    }
    cell.innerHTML = await answer.text();
    cell.removeAttribute('aria-busy');
  };

  const press = (kind) => {
    const row = current();
    const isNoneTicked = form.querySelector('tbody input:checked') === null;
    if (isNoneTicked && row !== null) tickOf(row)?.click();
    form.querySelector(`button[name="do"][value="${kind}"]`)?.click();
  };

  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => tickOf(current() ?? document.createElement('p'))?.click(),
    a: () => press('approve'),
    s: () => press('skip'),
    Enter: () => void (current() !== null && look(current())),
    o: () => current()?.querySelector('th a')?.href && location.assign(current().querySelector('th a').href),
    '/': () => document.querySelector('.filters input[type="search"]')?.focus(),
    '?': () => document.querySelector('#keys')?.togglePopover(),
  };

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input:not([type="checkbox"]), select, textarea, dialog');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    // A link or button that has the focus is what Enter presses.
    if (event.key === 'Enter' && event.target.closest('a, button, summary') !== null) return;
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  form.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-peek]');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void look(link.closest('tr'));
  });

  let last = null;
  form.addEventListener('click', (event) => {
    if (!event.target.matches('tbody input[type="checkbox"]')) return;
    const all = rows();
    const at = all.findIndex((row) => row.contains(event.target));
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(last, at), Math.max(last, at)];
      for (const row of all.slice(from, to + 1)) tickOf(row).checked = event.target.checked;
    }
    last = at;
    showSums();
  });

  const whole = form.querySelector('thead input[type="checkbox"]');
  if (whole !== null) {
    whole.disabled = false;
    whole.addEventListener('change', () => {
      for (const row of rows()) if (tickOf(row) !== null) tickOf(row).checked = whole.checked;
      showSums();
    });
  }

  showSums();
}
