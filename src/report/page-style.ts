/** The style of the page: light and dark by `data-scheme`, as the reader's system or choice has it. */

export const PAGE_STYLE = `
:root { --page: #ffffff; --ink: #222222; --faint: #666666; --rule: #e4e4e4; --link: #0b62a4; }
:root[data-scheme="dark"] { --page: #14171a; --ink: #e6e6e6; --faint: #a0a4a8; --rule: #2e3338; --link: #7cc0ff; color-scheme: dark; }
:root[data-scheme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 82rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 "Source Sans 3", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
h2::first-letter { text-transform: uppercase; }
header p, .note { color: var(--faint); margin: 0; font-size: .9rem; }
code, pre { font-size: .85em; overflow-wrap: anywhere; }
pre { overflow-x: auto; }
.advice { max-width: 46rem; }
.advice .headline { font-size: 1.15rem; margin: .3rem 0; }
.advice ul { margin: .3rem 0; padding-left: 1.2rem; }
a { color: var(--link); }
main > form { display: flex; flex-wrap: wrap; gap: .6rem 1.4rem; align-items: center; margin-top: 1rem;
  padding: .6rem 0; background: var(--page); border-bottom: 1px solid var(--rule); z-index: 1; }
@media (min-width: 48rem) and (min-height: 40rem) { main > form { position: sticky; top: 0; } }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; flex-basis: 100%; }
fieldset legend { float: left; margin-right: 1rem; color: var(--faint); }
fieldset label { display: inline-flex; align-items: center; gap: .35rem; cursor: pointer; }
.line { display: inline-block; width: 1.6rem; border-top: 3px solid var(--light); }
[data-scheme="dark"] .line { border-top-color: var(--dark); }
select, input[type="number"], button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--faint);
  border-radius: 4px; padding: .1rem .35rem; }
input[type="number"] { width: 4.5rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
#charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 1rem; margin-top: .6rem; }
figure { margin: 0; overflow: hidden; }
figure:only-child { grid-column: 1 / -1; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-weight: 600; }
.wide { overflow-x: auto; }
.tall { max-height: 75vh; overflow-y: auto; border-bottom: 1px solid var(--rule); }
.tall thead th { position: sticky; top: 0; background: var(--page); box-shadow: 0 1px var(--rule); vertical-align: bottom; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th[scope="row"], td:nth-child(2), #table-head th:nth-child(-n+2) { text-align: left; }
tbody th[scope="row"] { font-weight: 400; }
#knee-body td, #knee-head th { text-align: right; } #knee-head th:first-child { text-align: left; }
thead button { border: 0; padding: 0; font-weight: 600; cursor: pointer; text-align: inherit; white-space: normal; }
#tip { position: absolute; pointer-events: none; background: var(--ink); color: var(--page); padding: .1rem .5rem;
  border-radius: 4px; font-size: .85rem; z-index: 2; }
#tip[hidden] { display: none; }
@media (max-width: 48rem) { body { padding: 1rem; } th, td { padding: .15rem .4rem; } }
@media print { main > form { display: none; } }
`;
