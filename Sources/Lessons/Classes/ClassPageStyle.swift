/// The page's style sheet: light or dark as the reader's system is, on wide screens and narrow ones, and on paper.
enum ClassPageStyle {
  static let text = """
    :root {
      color-scheme: light dark;
      --ground: #f7f7f5; --card: #fff; --ink: #1d1f24; --faint: #60646c; --line: #dddfe3; --accent: #3b6ea8;
      --good: #2f8f5b; --half: #c08a1e; --bad: #c4483f; --broken: #8d4a9e; --none: #a3a7ae;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #15171b; --card: #1e2127; --ink: #e6e7ea; --faint: #a0a5ae; --line: #343943; --accent: #7fb0e6;
        --good: #57bd86; --half: #e0b04e; --bad: #ee7d73; --broken: #c58ad6; --none: #6d727b;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
    h4 { font-size: .875rem; margin: .75rem 0 .25rem; color: var(--faint); font-weight: 600; }
    section > h3 { margin-top: 1rem; }
    p { margin: 0 0 .5rem; }
    ul, ol { list-style: none; margin: 0; padding: 0; }
    .faint { color: var(--faint); font-weight: normal; font-size: .875rem; }
    .tiles { display: flex; flex-wrap: wrap; gap: .75rem; }
    .tiles li, article, .histogram, .names, .scroll {
      background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
    }
    .tiles li { flex: 1 1 9rem; padding: .75rem 1rem; color: var(--faint); }
    .tiles strong { display: block; font-size: 1.4rem; line-height: 1.3; color: var(--ink); }
    .histogram { display: flex; gap: .25rem; padding: 1rem .75rem .5rem; }
    .histogram li { flex: 1 1 0; min-width: 0; display: flex; flex-direction: column; text-align: center; }
    .count { font-size: .875rem; height: 1.4rem; }
    .column { height: 9rem; display: flex; align-items: flex-end; border-bottom: 1px solid var(--line); }
    .bar { flex: 1; background: var(--accent); border-radius: .2rem .2rem 0 0; }
    .label { font-size: .8rem; color: var(--faint); padding-top: .25rem; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .75rem; }
    article { padding: 1rem; }
    .rate strong { font-size: 1.4rem; }
    .rate .faint { display: block; }
    .stack { display: flex; gap: 1px; height: .75rem; border-radius: .4rem; overflow: hidden; background: var(--line); }
    .stack span { min-width: 2px; }
    .stack span, .dot { background: var(--colour); }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem .9rem; font-size: .875rem; margin-top: .5rem; }
    .dot { display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin-right: .35rem; }
    .sign { display: inline-block; min-width: 1.1rem; text-align: center; margin-right: .2rem; }
    .key { margin: .25rem 0 .75rem; color: var(--faint); }
    .mistakes { font-size: .875rem; overflow-wrap: anywhere; }
    .mistakes li { margin-bottom: .25rem; }
    .likeness li { margin-bottom: .35rem; overflow-wrap: anywhere; }
    sup { font-size: .6em; }
    .names { columns: 14rem; padding: .75rem 1rem; overflow-wrap: anywhere; }
    .passed { --colour: var(--good); } .partial { --colour: var(--half); } .wrong { --colour: var(--bad); }
    .compile-error, .unreadable, .crashed, .timed-out, .over-limit { --colour: var(--broken); }
    .not-attempted, .missing, .ungraded, .awaiting-review { --colour: var(--none); }
    td span[title], .sign { color: var(--colour); font-weight: 700; }
    .orders { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1rem; }
    .orders legend { float: left; padding: 0; color: var(--faint); }
    .orders label { white-space: nowrap; }
    .orders input { accent-color: var(--accent); }
    .scroll { overflow-x: auto; }
    table, thead, tbody { display: flex; flex-direction: column; min-width: max-content; }
    tr {
      display: grid; align-items: center; border-top: 1px solid var(--line);
      grid-template-columns: minmax(11rem, 1fr) 8rem repeat(var(--exercises), 2.4rem) .5rem;
    }
    .timed tr { grid-template-columns: minmax(11rem, 1fr) 8rem repeat(var(--exercises), 2.4rem) 10rem; }
    thead tr { border-top: 0; align-items: end; }
    tbody tr { content-visibility: auto; contain-intrinsic-height: auto 2.3rem; }
    tbody tr:hover { background: color-mix(in srgb, var(--accent) 9%, transparent); }
    th, td { padding: .3rem .5rem; text-align: center; font-weight: normal; }
    thead th { color: var(--faint); font-size: .875rem; }
    th:first-child { text-align: left; overflow-wrap: anywhere; max-width: 24rem; }
    tbody th:first-child { font-weight: 500; }
    th small { display: block; color: var(--bad); font-weight: normal; }
    .exercise span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 11rem; text-align: left; padding-bottom: .25rem; }
    .points, .time { font-variant-numeric: tabular-nums; }
    .points { display: flex; align-items: center; gap: .5rem; justify-content: flex-end; }
    .time { font-size: .875rem; color: var(--faint); white-space: nowrap; }
    .meter { width: 3.5rem; height: .45rem; border-radius: .25rem; background: var(--line); overflow: hidden; }
    .meter span { display: block; height: 100%; background: var(--accent); }
    body:has(#by-most:checked) tbody tr { order: calc(-1 * var(--points)); }
    body:has(#by-least:checked) tbody tr { order: var(--points); }
    body:has(#by-last:checked) tbody tr { order: calc(-1 * var(--time)); }
    @media (max-width: 40rem) {
      body { font-size: 15px; }
      h1 { font-size: 1.4rem; }
      .histogram { gap: .15rem; padding: .75rem .4rem .4rem; }
      .label { font-size: .7rem; }
      .column { height: 7rem; }
      tr { grid-template-columns: 8.5rem 4rem repeat(var(--exercises), 2.1rem) .5rem; }
      .timed tr { grid-template-columns: 8.5rem 4rem repeat(var(--exercises), 2.1rem) 9.5rem; }
      .meter { display: none; }
      th:first-child { position: sticky; left: 0; background: var(--card); }
    }
    @media print {
      .orders { display: none; }
      .scroll { overflow: visible; }
      tbody tr { content-visibility: visible; break-inside: avoid; }
    }
    """
}
