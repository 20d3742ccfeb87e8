/** The look of the page: the system's fonts, its light or dark colours, and a form for paper. Nothing is fetched. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --panel: #f6f8fa; --line: #d8dee4; --text: #1f2328; --faint: #59636e; --link: #0550ae;
  --error: #c21c2c; --warning: #8a5a00; --note: #0a5d8f; --mark: #ffe3a3;
  --cloud: #1a7f52; --elsewhere: #b8541f; --unknown: #8c959f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f141a; --panel: #181f27; --line: #313a44; --text: #e3e8ee; --faint: #98a3af; --link: #6cb0ff;
    --error: #ff7b7b; --warning: #e3b341; --note: #6cb6ff; --mark: #5c4708;
    --cloud: #3fb97f; --elsewhere: #e08a4e; --unknown: #6e7781;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; display: inline; }
p { margin: .4rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, .place { font: .87em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:not(pre) > code { background: var(--panel); border-radius: 4px; padding: .1em .3em; }
.place { overflow-wrap: anywhere; }
.ground { white-space: nowrap; }
pre code { font-size: 1em; }
.faint { color: var(--faint); }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.card { flex: 1 1 8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .7rem 1rem; }
.card b { display: block; font-size: 1.7rem; line-height: 1.2; }
.error b, .badge.error { color: var(--error); } .warning b, .badge.warning { color: var(--warning); } .note b, .badge.note { color: var(--note); }
.card.zero b { color: var(--faint); }
.bar { display: block; width: 100%; height: .8rem; border-radius: .4rem; }
.cloud { background: var(--cloud); fill: var(--cloud); }
.elsewhere { background: var(--elsewhere); fill: var(--elsewhere); }
.unknown { background: var(--unknown); fill: var(--unknown); }
.dot { display: inline-block; width: .7rem; height: .7rem; border-radius: 50%; margin-right: .4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--faint); font-size: .87em; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
.badge { border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .55rem; font-size: .8em; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .75rem 0; }
summary { cursor: pointer; padding: .6rem 1rem; background: var(--panel); border-radius: 8px; }
details[open] > summary { border-radius: 8px 8px 0 0; border-bottom: 1px solid var(--line); }
.body { padding: .25rem 1rem 1rem; }
.finding { margin: 1rem 0 1.4rem; }
pre { margin: .5rem 0; padding: .6rem 0; background: var(--panel); border-radius: 6px; overflow-x: auto; tab-size: 4; }
pre .row { display: block; padding-right: 1rem; }
pre .number { display: inline-block; width: 4.5ch; padding-right: 1ch; margin-right: 1ch; text-align: right; color: var(--faint); border-right: 1px solid var(--line); user-select: none; }
pre .row.hit { background: color-mix(in srgb, var(--mark) 35%, transparent); }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
mark.empty { padding-left: .6ch; }
ul.detail { margin: .3rem 0; padding-left: 1.2rem; color: var(--faint); }
footer { margin-top: 3rem; color: var(--faint); font-size: .87em; }
@media print { details { break-inside: avoid-page; } main { max-width: none; } }
`;
