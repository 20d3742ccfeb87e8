import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';
import { formatHtml } from '../../src/report/html.js';
import { Page } from '../support/chromium.js';
import { projectIn } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { testWith } from '../support/tools.js';

/** A job whose names would be scripts, images and styles if they became markup. */
const HOSTILE = `on: push
jobs:
  '<script>document.title = 1</script>':
    name: '<img src="https://example.com/x.png" onerror="document.title = 2">'
    runs-on: ubuntu-latest
    steps:
      - uses: docker/setup-buildx-action@v4
        with:
          driver: cloud
          endpoint: <ORG>/default # </code></pre><style>body { display: none }</style><script>document.title = 3</script>
`;

testWith('chromium', 'a browser shows the page whole, fetches nothing for it and finds nothing wrong with it', async t => {
  const report = await lint(projectIn('fixtures/projects'), rules);
  const url = pathToFileURL(
    join(folderWith(t, { 'report.html': formatHtml(report, { colour: false, version: '0' }) }), 'report.html'),
  ).href;
  const page = await Page.open(t, url);
  t.deepEqual(page.requests, [url]);
  t.deepEqual(page.complaints, []);
  t.is(await page.value("document.querySelectorAll('.finding').length"), report.findings.length);
  t.is(await page.value("document.querySelectorAll('details table tbody tr').length"), report.builds.length);
  t.true(Number(await page.value("document.querySelectorAll('mark').length")) >= report.findings.length);
  for (const colours of ['light', 'dark'] as const) {
    await page.resize(390, 800, colours);
    t.true(Number(await page.value('document.documentElement.scrollWidth')) <= 390, 'a phone need not scroll sideways');
    t.is(await page.value(DULL), 0, `every text stands out from its ground (${colours})`);
  }
});

/** How many texts have a contrast below 4.5 to 1, which WCAG 2.2 asks for: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const DULL = `(() => {
  const rgb = colour => (colour.startsWith('color(srgb') ? colour.match(/[\\d.]+/g).map((part, index) => (index < 3 ? part * 255 : +part)) : colour.match(/[\\d.]+/g).map(Number));
  const light = ([r, g, b]) => [r, g, b].map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const over = (top, below) => { const alpha = top[3] ?? 1; return [0, 1, 2].map(index => top[index] * alpha + below[index] * (1 - alpha)); };
  const ground = element => element === null ? [255, 255, 255] : over(rgb(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  const contrast = element => { const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
  const texts = [...document.body.querySelectorAll('*')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''));
  return texts.filter(element => contrast(element) < 4.5).length;
})()`;

testWith('chromium', 'nothing of what was linted runs, is fetched or changes the page', async t => {
  const report = await lint(memoryProject({ '.github/workflows/a.yml': HOSTILE }), rules);
  t.true(report.findings.length > 0);
  const url = pathToFileURL(
    join(folderWith(t, { 'report.html': formatHtml(report, { colour: false, version: '0' }) }), 'report.html'),
  ).href;
  const page = await Page.open(t, url);
  t.deepEqual(page.requests, [url]);
  t.deepEqual(page.complaints, []);
  t.regex(String(await page.value('document.title')), /^dbc-lint: /);
  t.is(await page.value("document.querySelectorAll('script, img, body style').length"), 0);
  t.is(await page.value('getComputedStyle(document.body).display'), 'block');
  t.true(String(await page.value("document.querySelector('pre').innerText")).includes('</code></pre><style>'));
});
