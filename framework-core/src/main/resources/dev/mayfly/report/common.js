'use strict';
const $ = id => document.getElementById(id);

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

function time(ms) {
  if (ms < 1000) return Math.round(ms) + ' ms';
  if (ms < 59950) return (ms / 1000).toFixed(ms < 10000 ? 2 : 1) + ' s';
  const seconds = Math.round(ms / 1000);
  return Math.floor(seconds / 60) + ' min ' + seconds % 60 + ' s';
}

function count(number, one, many, bad) {
  return element('li', {class: bad && number > 0 ? 'bad' : null}, element('b', {}, String(number)), number === 1 ? one : many);
}

const firstLine = text => text.split('\n', 1)[0];
const address = path => path.split('/').map(encodeURIComponent).join('/');

// Below what went wrong: its cause, and the place in the user's code.
function reasons(cause, frame) {
  return [cause && element('span', {class: 'cause'}, cause), frame && element('code', {class: 'frame'}, frame)].filter(Boolean);
}

// What is to be pasted elsewhere: a click copies it, and where that is not allowed it can be selected as a whole.
function copyable(text) {
  const button = element('button', {type: 'button', class: 'copy', title: 'copy', 'aria-label': 'Copy ' + text}, 'copy');
  button.addEventListener('click', async event => {
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
      setTimeout(() => { button.textContent = 'copy'; }, 1500);
    } catch (refused) {
      getSelection().selectAllChildren(button.previousSibling);
    }
  });
  return element('span', {class: 'copyable'}, element('code', {}, text), button);
}
