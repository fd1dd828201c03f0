'use strict';
// The list stays up to date: the server tells when a run begins, moves on or ends, and the parts that differ are fetched.

const parts = ['going-on', 'trends', 'runs'];
let shown = document.getElementById('going-on').dataset.version;
let fetching = false;
let wanted = shown;

async function refresh() {
  if (fetching) return;
  fetching = true;
  try {
    while (wanted !== shown) {
      const asked = wanted;
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const id of parts) replace(document.getElementById(id), page.getElementById(id));
      shown = asked;
    }
  } finally {
    fetching = false;
  }
}

function replace(old, fresh) {
  // Nothing is taken away from under a keyboard.
  if (fresh && old.innerHTML !== fresh.innerHTML && !old.contains(document.activeElement)) {
    old.replaceChildren(...fresh.childNodes);
  }
}

new EventSource('/events').addEventListener('version', event => {
  wanted = event.data;
  refresh();
});

for (const select of document.querySelectorAll('.filter select')) {
  select.addEventListener('change', () => select.form.requestSubmit());
}
