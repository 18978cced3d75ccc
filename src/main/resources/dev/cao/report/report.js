(() => {
  const tasks = [...document.querySelectorAll('details.task')];
  const find = document.getElementById('find');
  const found = document.getElementById('found');
  const root = document.documentElement;

  // A link to a task opens it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
      target.querySelector('summary').focus({ preventScroll: true });
    }
  };
  addEventListener('hashchange', reveal);
  reveal();

  if (find) {
    const texts = new Map(tasks.map((task) => [task, task.textContent.toLowerCase()]));
    find.addEventListener('input', () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const task of tasks) {
        task.hidden = !words.every((word) => texts.get(task).includes(word));
        shown += task.hidden ? 0 : 1;
      }
      found.textContent = words.length ? `${shown} of ${tasks.length}` : '';
    });
    document.getElementById('all').addEventListener('click', () => tasks.forEach((task) => (task.open = true)));
    document.getElementById('none').addEventListener('click', () => tasks.forEach((task) => (task.open = false)));
    addEventListener('keydown', (event) => {
      if (event.key === '/' && !event.target.closest('input, textarea')) {
        event.preventDefault();
        find.focus();
      }
    });
  }

  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  // On paper nothing can be opened.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach((part) => (part.open = true));
  });
  addEventListener('afterprint', () => closed.forEach((part) => (part.open = false)));
})();
