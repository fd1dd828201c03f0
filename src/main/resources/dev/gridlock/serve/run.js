'use strict';
// Draws a run from its events, while it goes on and after: counts, three pictures a target, and what happened.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 320;
const HEIGHT = 130;
const LEFT = 46;
const BOTTOM = 18;
const MOST_POINTS = 600;
const course = document.getElementById('course');
const notes = document.getElementById('notes');
const targets = new Map();

const number = value => value.toLocaleString('en');

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function svg(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const PANELS = [
  { title: 'Trucks', lines: [['ended', c => c.ended], ['failed', c => c.failed]], top: c => c.trucks },
  { title: 'Operations', lines: [['in flight', c => c.in_flight]] },
  { title: 'Connection pool', lines: [['active', c => c.pool_active], ['waiting', c => c.pool_pending]] },
];
const FIGURES = [
  ['trucks ended', c => number(c.ended) + ' of ' + number(c.trucks)], ['failed', c => number(c.failed)],
  ['in flight', c => number(c.in_flight)], ['pool active', c => number(c.pool_active)],
  ['pool waiting', c => number(c.pool_pending)],
];

class Target {
  constructor(name) {
    this.points = [];
    this.box = element('section', 'target');
    this.box.setAttribute('aria-label', 'target ' + name);
    this.box.append(element('h3', '', name));
    const list = element('dl');
    this.figures = FIGURES.map(([label]) => {
      const pair = element('div');
      const value = element('dd', '', '–');
      pair.append(element('dt', '', label), value);
      list.append(pair);
      return value;
    });
    const panels = element('div', 'panels');
    this.panels = PANELS.map(panel => {
      const figure = element('figure', 'panel');
      const caption = element('figcaption', '', panel.title);
      panel.lines.forEach(([label], i) => caption.append(element('span', 'key tone-' + (i + 1), label)));
      const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
      figure.append(caption, picture);
      panels.append(figure);
      return picture;
    });
    this.box.append(list, panels);
    course.append(this.box);
  }

  add(seconds, counts) {
    this.points.push({ seconds, counts });
    // A long run thins out its past: every second point goes.
    if (this.points.length > MOST_POINTS) this.points = this.points.filter((_, i) => i % 2 === 0 || i > MOST_POINTS - 50);
    this.stale = true;
  }

  draw() {
    if (!this.stale) return;
    this.stale = false;
    const last = this.points.at(-1).counts;
    FIGURES.forEach(([, text], i) => { this.figures[i].textContent = text(last); });
    PANELS.forEach((panel, i) => drawPanel(this.panels[i], panel, this.points));
  }
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map(step => step * power).find(step => step >= value);
}

function drawPanel(picture, panel, points) {
  const from = points[0].seconds;
  const span = Math.max(points.at(-1).seconds - from, 0.5);
  const values = points.flatMap(point => panel.lines.map(([, of]) => of(point.counts)));
  const top = panel.top ? Math.max(panel.top(points.at(-1).counts), ...values, 1) : nice(Math.max(...values, 1));
  const x = seconds => LEFT + (WIDTH - LEFT - 4) * (seconds - from) / span;
  const y = value => 8 + (HEIGHT - BOTTOM - 8) * (1 - value / top);
  const drawn = [];
  for (const value of [0, top / 2, top]) {
    drawn.push(svg('line', { x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value) }));
    if (Number.isInteger(value)) drawn.push(svg('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, number(value)));
  }
  drawn.push(svg('text', { x: LEFT, y: HEIGHT - 3 }, from.toFixed(1) + ' s'));
  drawn.push(svg('text', { x: WIDTH - 2, y: HEIGHT - 3, 'text-anchor': 'end' }, (from + span).toFixed(1) + ' s'));
  panel.lines.forEach(([, of], i) => drawn.push(svg('polyline', {
    class: 'tone-' + (i + 1),
    points: points.map(point => x(point.seconds).toFixed(1) + ',' + y(of(point.counts)).toFixed(1)).join(' '),
  })));
  picture.replaceChildren(...drawn);
  const last = points.at(-1).counts;
  picture.setAttribute('aria-label', panel.title + ' over ' + span.toFixed(1) + ' seconds; now '
    + panel.lines.map(([label, of]) => label + ' ' + number(of(last))).join(', '));
}

function note(seconds, text) {
  const atEnd = notes.scrollTop + notes.clientHeight >= notes.scrollHeight - 8;
  const line = element('li');
  line.append(element('span', 'at', seconds.toFixed(1) + ' s'), text);
  notes.append(line);
  if (atEnd) notes.scrollTop = notes.scrollHeight;
}

function show(event) {
  const seconds = event.at_ms / 1000;
  switch (event.event) {
    case 'stage':
      setStage(event.stage);
      note(seconds, event.stage);
      break;
    case 'note':
      note(seconds, event.text);
      break;
    case 'counts':
      if (!targets.has(event.target)) targets.set(event.target, new Target(event.target));
      targets.get(event.target).add(seconds, event.counts);
      redraw();
      break;
    case 'ended':
      note(seconds, 'ended: ' + event.end + (event.message ? ', ' + event.message : ''));
      break;
  }
}

function setStage(stage) {
  if (!document.querySelector('#state .badge.live')) return;
  document.querySelector('#state .stage').textContent = stage;
}

let waiting = false;
function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    for (const target of targets.values()) target.draw();
  });
}

// The run has ended: its state, its documents and its files are on the page as the server has it now.
async function finish() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['state', 'files', 'course-title']) {
    const fresh = page.getElementById(id);
    const old = document.getElementById(id);
    if (fresh && !old.contains(document.activeElement)) old.replaceChildren(...fresh.childNodes);
  }
}

const events = new EventSource(course.dataset.events);
events.addEventListener('live', message => show(JSON.parse(message.data)));
events.addEventListener('over', () => {
  events.close();
  finish();
});
