const AGAIN = 2000, SELDOM = 30000, SILENT = 60000, LONG_SILENT = 15 * 60000;
const runs = [];
for (const one of document.querySelectorAll('script.run')) {
  try {
    runs.push({...JSON.parse(one.textContent), life: one.dataset.life, written: Date.parse(one.dataset.written)});
  } catch (damaged) { // what was cut short tells nothing
  }
}
runs.sort((a, b) => Date.parse(b.began) - Date.parse(a.began));
const last = Math.max(0, ...runs.map(run => run.written));
const silence = Date.now() - last;
const live = runs.filter(run => run.life === 'running');
const sum = of => runs.reduce((all, run) => all + run[of], 0);

const pageOf = (run, container) => address(run.folder + run.page) + (container ? '#container-' + container : '');
const nameOf = run => run.module || 'session ' + run.session;

function state() {
  const at = new Date(last).toLocaleTimeString();
  if (!live.length) return (runs.some(run => run.life === 'lost') ? 'ended, not all of it by itself, ' : 'ended ') + new Date(last).toLocaleString();
  if (silence > SILENT) return 'no sign of life since ' + at + ': it was killed, or is halted';
  return 'running, as of ' + at;
}

function head() {
  const begin = Math.min(...runs.map(run => Date.parse(run.began))), end = Math.max(...runs.map(run => Date.parse(run.ended)));
  $('when').textContent = state();
  $('when').classList.toggle('live', live.length > 0 && silence <= SILENT);
  $('totals').append(
    count(runs.length, 'JVM or session', 'JVMs or sessions'),
    count(sum('containers'), 'container', 'containers'),
    count(sum('failed'), 'did not start', 'did not start', true),
    count(sum('tests'), 'test', 'tests'),
    count(sum('failedTests'), 'test failed', 'tests failed', true),
    element('li', {}, element('b', {}, time(end - begin)), 'in all'));
}

function complaint(run, one) {
  const text = one.text.startsWith(one.title) ? one.text.slice(one.title.length) : ' ' + one.text;
  const page = pageOf(run, one.container);
  const links = one.files.map(path => element('a', {href: address(run.folder + path)}, path.slice(path.lastIndexOf('/') + 1)));
  if (one.hasLog) links.unshift(element('a', {href: page}, 'log'));
  return element('li', {},
    element('a', {class: 'whole', href: page}, element('b', {}, one.title), text, ...reasons(one.cause, one.frame)),
    element('p', {class: 'links'}, runs.length > 1 && run.module ? element('span', {}, run.module) : null, ...links));
}

function list(id, items) {
  $(id + '-list').append(...items);
  $(id).hidden = !items.length;
}

function row(run) {
  const bad = run.failed + run.failedTests > 0;
  const word = {over: bad ? 'failed' : 'passed', running: 'running', lost: 'ended without a word'}[run.life];
  const numbers = [
    [run.containers, 'container', 'containers'], [run.failed, 'did not start', 'did not start', true],
    [run.tests, 'test', 'tests'], [run.failedTests, 'failed', 'failed', true]];
  return element('li', {class: 'run ' + run.life + (bad ? ' bad' : '')},
    element('a', {class: 'whole', href: pageOf(run)},
      element('b', {}, nameOf(run)),
      element('span', {class: 'word'}, word),
      element('span', {class: 'soft'}, new Date(run.began).toLocaleTimeString() + ', ' + time(Date.parse(run.ended) - Date.parse(run.began)) + ', process ' + run.process),
      element('ul', {class: 'numbers'}, ...numbers.filter(one => !one[3] || one[0]).map(one => count(...one)))));
}

head();
list('wrong', runs.flatMap(run => [...run.wrong.map(one => complaint(run, one)), ...run.problems.map(text => element('li', {}, text))]));
list('busy', live.flatMap(run => run.busy.map(text => element('li', {}, text))));
list('advice', [...new Set(runs.flatMap(run => run.advice))].map(text => element('li', {}, text)));
$('run-list').append(...runs.map(row));
if (live.length && silence < LONG_SILENT) setTimeout(() => location.reload(), silence > SILENT ? SELDOM : AGAIN);
