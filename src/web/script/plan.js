// Makes the editor of a plan more comfortable: dates that follow while somebody types, levels that are moved in place
// or dragged. Everything it does can be done with the buttons of the form.

const form = document.querySelector('form.plan-form');
const list = form?.querySelector('.level-cards');

if (form !== null && list) {
  const check = () => form.dispatchEvent(new Event('input'));

  const move = (card, up) => {
    const other = up ? card.previousElementSibling : card.nextElementSibling;
    if (other === null) return;
    if (up) other.before(card);
    else other.after(card);
    check();
  };

  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="do"]');
    const [act] = (button?.value ?? '').split('.');
    if (act !== 'up' && act !== 'down') return;
    event.preventDefault();
    move(button.closest('.level-card'), act === 'up');
    button.focus();
  });

  let dragged = null;
  for (const handle of list.querySelectorAll('.drag')) {
    handle.addEventListener('dragstart', (event) => {
      dragged = handle.closest('.level-card');
      dragged.classList.add('dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', dragged.dataset.key);
      event.dataTransfer.setDragImage(dragged, 16, 16);
    });
    handle.addEventListener('dragend', () => {
      dragged?.classList.remove('dragged');
      dragged = null;
      check();
    });
  }
  list.addEventListener('dragover', (event) => {
    const card = event.target.closest?.('.level-card');
    if (dragged === null) return;
    event.preventDefault();
    if (!card || card === dragged) return;
    const { top, height } = card.getBoundingClientRect();
    if (event.clientY < top + height / 2) card.before(dragged);
    else card.after(dragged);
  });
}
