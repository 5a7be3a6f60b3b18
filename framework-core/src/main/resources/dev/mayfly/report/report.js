const run = JSON.parse(document.getElementById('run').textContent);
const groups = {image: 'pull', network: 'create', create: 'create', copy: 'create', start: 'start', hook: 'start', ready: 'wait'};
const labels = {image: 'pull or build', network: 'join networks', create: 'create', copy: 'copy files', start: 'start', hook: 'hooks', ready: 'wait until ready'};
const rows = [];
let axisBegin = 0, axisEnd = Math.max(run.durationMs, 1);
let opened = null;

function roundTime(ms) {
  if (ms === 0) return '0';
  if (ms < 1000) return ms + ' ms';
  const minutes = Math.floor(ms / 60000), seconds = ms % 60000 / 1000;
  return [minutes && minutes + ' min', seconds && seconds + ' s'].filter(Boolean).join(' ');
}

const shortClass = name => name.replace(/^.*\./, '').replace(/\$/g, '.');
const endOf = container => container.endedMs === null ? run.durationMs : container.endedMs;
const testsOf = new Map(run.containers.map(container => [container.number, []]));
for (const test of run.tests) for (const number of test.containers) testsOf.get(number).push(test);

/* --- the head --- */

function head() {
  const failedTests = run.tests.filter(test => test.outcome === 'failed');
  const failed = run.containers.filter(container => container.outcome === 'failed');
  $('when').textContent = new Date(run.began).toLocaleString() + ', session ' + run.session;
  if (!run.over) {
    $('state').textContent = 'still running after ' + time(run.durationMs) + '; load it again to see more';
    $('state').hidden = false;
  }
  $('totals').append(
    count(run.containers.length, 'container', 'containers'),
    count(failed.length, 'did not start', 'did not start', true),
    count(run.tests.length, 'test', 'tests'),
    count(failedTests.length, 'test failed', 'tests failed', true),
    element('li', {}, element('b', {}, time(run.durationMs)), 'in all'));
  const list = $('wrong-list');
  for (const container of failed) list.append(complaint(container.place, firstLine(container.failure), container, advised(container.failure), '', []));
  for (const test of failedTests) {
    const first = run.containers.find(container => container.number === test.containers[0]);
    list.append(complaint(shortClass(test.class) + '.' + test.name, firstLine(test.failure), first, test.cause, test.frame, test.files));
  }
  for (const problem of run.problems) list.append(element('li', {}, problem));
  $('wrong').hidden = !list.children.length;
  for (const advice of run.advice) $('advice-list').append(element('li', {}, advice));
  $('advice').hidden = !run.advice.length;
}

// What the message of a failed start says to try.
const advised = failure => (failure.split('\n').map(line => line.trim()).find(line => line.startsWith('try: ')) || '');

function complaint(title, text, container, cause, frame, files) {
  const content = [element('b', {}, title), text.startsWith(title) ? text.slice(title.length) : ' ' + text, ...reasons(cause, frame)];
  const links = files.map(path => element('a', {href: address(path)}, path.slice(path.lastIndexOf('/') + 1)));
  if (!container) return element('li', {}, ...content, ...links);
  if (container.log.length) links.unshift(logLink(container));
  const button = element('button', {type: 'button'}, ...content);
  button.addEventListener('click', () => show(container));
  return element('li', {}, button, links.length ? element('p', {class: 'links'}, ...links) : null);
}

function logLink(container) {
  const link = element('a', {href: '#container-' + container.number}, 'log');
  link.addEventListener('click', event => {
    event.preventDefault();
    show(container);
    $('log').scrollIntoView({block: 'nearest'});
    $('log').focus({preventScroll: true});
  });
  return link;
}

/* --- the timeline --- */

function bar(kind, begin, end, title) {
  const made = element('i', {class: kind, title: title + ', ' + time(end - begin)});
  made.dataset.begin = begin;
  made.dataset.end = end;
  return made;
}

function bars(container) {
  const made = [];
  if (container.readyMs !== null) made.push(bar('up', container.readyMs, endOf(container), 'ready'));
  for (const phase of container.phases) made.push(bar(groups[phase.phase], phase.beganMs, phase.endedMs, labels[phase.phase]));
  for (const fact of container.facts) {
    if (!fact.what.startsWith('removed')) made.push(bar('stop', fact.atMs, fact.atMs, fact.what));
  }
  for (const test of testsOf.get(container.number)) {
    made.push(bar('test ' + test.outcome, test.beganMs, test.endedMs, shortClass(test.class) + '.' + test.name + ' ' + test.outcome));
  }
  return made;
}

const imageOf = container => container.image + (container.engine ? ' on ' + container.engine : '');

function row(container) {
  const failedTest = testsOf.get(container.number).some(test => test.outcome === 'failed');
  const track = element('div', {class: 'track'}, ...bars(container));
  const note = container.outcome === 'failed' ? 'did not start'
    : container.readyMs === null ? (run.over ? 'never ready' : 'starting') : time(container.readyMs - container.beganMs);
  const made = element('button',
    {type: 'button', class: 'row ' + container.outcome + (failedTest ? ' test-failed' : ''), id: 'c' + container.number, 'aria-expanded': 'false', 'aria-controls': 'detail'},
    element('div', {class: 'name'}, element('b', {title: container.place}, container.place.replace(/^(field|parameter) /, '')), element('span', {title: imageOf(container)}, imageOf(container))),
    element('div', {class: 'note', title: 'from its begin until it was ready'}, note),
    track);
  made.addEventListener('click', () => opened === container ? close() : show(container));
  const tests = testsOf.get(container.number).map(test => test.class + '.' + test.name + ' ' + test.failure);
  const words = [container.name, container.place, imageOf(container), container.id, container.failure, ...container.log, ...tests].join('\n').toLowerCase();
  return {container, made, words, failedTest};
}

function place() {
  const span = axisEnd - axisBegin;
  const percent = ms => (ms - axisBegin) / span * 100;
  for (const {made} of rows) {
    if (made.hidden) continue;
    for (const part of made.querySelectorAll('i')) {
      const left = Math.max(0, percent(+part.dataset.begin)), right = Math.min(100, percent(+part.dataset.end));
      part.style.left = left + '%';
      if (!part.classList.contains('stop')) part.style.width = Math.max(0, right - left) + '%';
    }
  }
  axis(span, percent);
}

function axis(span, percent) {
  const most = Math.max(2, Math.floor($('axis').clientWidth / 90));
  let step = 1;
  for (const next of steps()) { step = next; if (span / step <= most) break; }
  const ticks = [];
  for (let at = Math.ceil(axisBegin / step) * step; at < axisEnd; at += step) {
    if (percent(at) > 94) break;
    const tick = element('span', {}, roundTime(at));
    tick.style.left = percent(at) + '%';
    ticks.push(tick);
  }
  $('axis').replaceChildren(...ticks);
}

function* steps() {
  for (let ten = 1; ten < 1e5; ten *= 10) { yield ten; yield ten * 2; yield ten * 5; if (ten === 1e4) { yield 30000; } }
  for (const minutes of [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1440]) yield minutes * 60000;
}

/* --- the filter --- */

function filter() {
  const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  const image = $('image').value, outcome = $('outcome').value;
  let shown = 0;
  for (const item of rows) {
    const fits = words.every(word => item.words.includes(word))
      && (!image || item.container.image === image)
      && (!outcome || (outcome === 'test-failed' ? item.failedTest : item.container.outcome === outcome));
    item.made.hidden = !fits;
    if (fits) shown++;
  }
  $('shown').textContent = shown + ' of ' + rows.length + ' containers';
  $('none').hidden = shown > 0;
  fit();
  place();
}

function fit() {
  const seen = rows.filter(item => !item.made.hidden).map(item => item.container);
  const close = $('fit').checked && seen.length > 0;
  axisBegin = close ? seen.reduce((least, one) => Math.min(least, one.beganMs), Infinity) : 0;
  axisEnd = close ? seen.reduce((most, one) => Math.max(most, endOf(one)), 0) : run.durationMs;
  axisEnd = Math.max(axisEnd, axisBegin + 1);
}

/* --- one container --- */

function pairs(entries) {
  return element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value instanceof Node ? value : String(value))]));
}

function part(title, ...content) {
  return content.length ? [element('h3', {}, title), ...content] : [];
}

function phases(container) {
  const sums = new Map();
  for (const phase of container.phases) sums.set(phase.phase, (sums.get(phase.phase) || 0) + phase.endedMs - phase.beganMs);
  const lines = [...sums].map(([phase, sum]) => element('tr', {}, element('td', {}, labels[phase]), element('td', {}, time(sum))));
  if (container.readyMs !== null) {
    const busy = union(testsOf.get(container.number), container.readyMs, endOf(container));
    const up = endOf(container) - container.readyMs;
    lines.push(element('tr', {}, element('td', {}, 'ready, in use by tests'), element('td', {}, time(busy))));
    lines.push(element('tr', {}, element('td', {}, 'ready, idle'), element('td', {}, time(up - busy))));
  }
  return element('table', {}, ...lines);
}

function union(tests, begin, end) {
  let sum = 0, until = begin;
  for (const test of [...tests].sort((a, b) => a.beganMs - b.beganMs)) {
    const from = Math.max(until, test.beganMs), to = Math.min(end, test.endedMs);
    if (to > from) { sum += to - from; until = to; }
  }
  return sum;
}

function testLine(test) {
  const title = [element('span', {class: 'mark ' + test.outcome}, test.outcome), shortClass(test.class) + '.' + test.name + ', ' + time(test.endedMs - test.beganMs)];
  return test.failure
    ? element('details', {open: test.outcome === 'failed'}, element('summary', {}, ...title), ...reasons(test.cause, test.frame), element('pre', {class: 'failure', tabindex: '0'}, test.failure), ...test.files.map(fileLine))
    : element('div', {}, ...title);
}

// Pictures are shown, other files are led to; both lie beside this page.
function fileLine(path) {
  const href = address(path), name = path.slice(path.lastIndexOf('/') + 1);
  const shown = path.endsWith('.png') ? element('img', {class: 'told', src: href, alt: name, loading: 'lazy'}) : name;
  return element('p', {}, element('a', {href}, shown));
}

function show(container) {
  opened = container;
  const closing = element('button', {type: 'button', class: 'close', 'aria-label': 'Close'}, '✕');
  closing.addEventListener('click', close);
  const tests = testsOf.get(container.number);
  const env = Object.entries(container.env), ports = Object.entries(container.ports);
  $('detail').replaceChildren(
    element('div', {class: 'head'}, element('h2', {}, container.place), closing),
    pairs([['image', imageOf(container)], ['outcome', container.outcome], ['network name', container.name], ['id', container.id ? copyable(container.id.slice(0, 12)) : 'never created']]),
    ...(container.failure ? part('Failure', element('pre', {class: 'failure', id: 'failure', tabindex: '0'}, container.failure)) : []),
    ...(tests.some(test => test.failure) ? part('Tests', ...tests.map(testLine)) : []),
    ...(container.log.length ? part('Log', element('pre', {id: 'log', tabindex: '0'}, container.log.join('\n'))) : []),
    ...part('Time', phases(container)),
    ...(tests.some(test => test.failure) ? [] : part('Tests', ...tests.map(testLine))),
    ...(ports.length ? part('Ports', pairs(ports.map(([port, host]) => [port, copyable((container.host || 'localhost') + ':' + host)]))) : []),
    ...(env.length ? part('Environment', pairs(env)) : []),
    ...(container.facts.length ? part('After the start', pairs(container.facts.map(fact => [time(fact.atMs), fact.what + ' by thread ' + fact.by]))) : []));
  reveal();
  history.replaceState(null, '', '#container-' + container.number);
}

function reveal() {
  for (const item of rows) item.made.setAttribute('aria-expanded', String(item.container === opened));
  $('detail').hidden = opened === null;
  document.querySelector('main').classList.toggle('open', opened !== null);
  $('detail').scrollTop = 0;
  place();
}

function close() {
  const from = opened;
  opened = null;
  reveal();
  history.replaceState(null, '', location.pathname);
  if (from) $('c' + from.number).focus();
}

function keys(event) {
  if (event.key === 'Escape' && opened) return close();
  if (event.key === '/' && !/INPUT|SELECT/.test(event.target.tagName)) { event.preventDefault(); return $('text').focus(); }
  const at = rows.findIndex(item => item.made === document.activeElement);
  const move = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (at < 0 || !move) return;
  for (let next = at + move; rows[next]; next += move) {
    if (!rows[next].made.hidden) { event.preventDefault(); return rows[next].made.focus(); }
  }
}

/* --- begin --- */

head();
for (const container of run.containers) rows.push(row(container));
$('rows').append(...rows.map(item => item.made));
for (const image of [...new Set(run.containers.map(container => container.image))].sort()) $('image').append(element('option', {value: image}, image));
for (const id of ['text', 'image', 'outcome', 'fit']) $(id).addEventListener('input', filter);
$('filter').addEventListener('submit', event => event.preventDefault());
document.addEventListener('keydown', keys);
addEventListener('resize', place);
filter();
const asked = run.containers.find(container => '#container-' + container.number === location.hash);
if (asked) {
  show(asked);
  $('c' + asked.number).scrollIntoView({block: 'center'});
}
