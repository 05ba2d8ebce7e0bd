"use strict";
(() => {
  const read = (id) => document.getElementById(id).textContent.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  const words = read("words")[0];
  const gravest = Object.keys(words.verdicts);
  const exchanges = read("exchanges").sort((one, other) => gravest.indexOf(one.verdict) - gravest.indexOf(other.verdict));
  const rules = Object.fromEntries(read("rules").map((rule) => [rule.id, rule]));
  const STEP = 100;
  const MOST = 5;
  const ASKED = 10;
  const list = document.getElementById("list");
  const more = document.getElementById("more");
  const count = document.getElementById("count");
  const search = document.getElementById("search");
  const byRule = document.getElementById("rule");
  const byPartner = document.getElementById("partner");
  const buttons = [...document.querySelectorAll("button[data-verdict]")];
  const chosen = new Set();
  let found = exchanges;
  let shown = 0;

  // Everything from a descriptor becomes a text node: no markup is ever read from it.
  const made = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };
  const isolated = (text) => made("bdi", null, String(text));
  const verdict = (bounds) => (bounds[0] === bounds[1] ? words.verdicts[bounds[0]]
    : words.between.replace("{0}", words.verdicts[bounds[0]].toLowerCase()).replace("{1}", words.verdicts[bounds[1]].toLowerCase()));
  const tone = (bounds) => (bounds[0] === bounds[1] ? bounds[0] : "incomplete");
  const shownValue = (value) => (value === null ? words.unknown : value === true ? words.yes : value === false ? words.no
    : Array.isArray(value) ? (value.length ? value.map(shownValue).join(", ") : words.empty) : String(value));
  const placed = (exchange, place) => (place ? `${exchange.file}:${place[0]}:${place[1]}` : null);

  const folded = (title, ...children) => made("details", { class: "folded" }, made("summary", null, made("span", null, title)), ...children);

  const facts = (exchange, numbers) => {
    if (!numbers.length) return null;
    const head = made("tr", null, ...[words.fact, words.value, words.place].map((word) => made("th", { scope: "col" }, word)));
    const body = numbers.map((number) => {
      const [path, value, line, column, source] = exchange.facts[number];
      return made("tr", null,
        made("th", { scope: "row" }, isolated(words.facts[path] ?? ""), made("code", null, path)),
        made("td", null, isolated(shownValue(value))),
        made("td", null, line ? made("span", { class: "place" }, placed(exchange, [line, column]))
          : made("span", { class: "soft" }, source ? `${words.source}: ${source}` : value === null ? words.nowhere : words.policy)));
    });
    return folded(`${words.facts_of} (${numbers.length})`,
      made("table", { class: "facts" }, made("thead", null, head), made("tbody", null, ...body)));
  };

  const reason = (exchange, entry) => {
    const rule = rules[entry.id];
    const silent = entry.bounds[1] === "permitted";
    const block = made("div", { class: `reason ${silent ? "problem" : tone(entry.bounds)}` },
      made("p", null, isolated(groupOf(entry) === "prohibited" ? told(rule) : rule.title)),
      made("p", null, silent ? null : made("span", { class: "tone" }, `${words.symbols[tone(entry.bounds)]} ${verdict(entry.bounds)}`),
        `${silent ? "" : " · "}${words.kinds[rule.kind]}`, " · ", made("code", null, rule.id),
        entry.parts === null ? "" : ` · ${words.part}: ${exchange.parts[entry.parts].join("; ")}`));
    for (const said of entry.notes) block.append(made("p", { class: "note" }, isolated(said)));
    for (const [label, text] of [[words.remedy, rule.remedy], [words.advice, rule.advice], [words.decides, rule.authority]])
      if (text) block.append(made("p", null, made("span", { class: "soft" }, `${label}: `), isolated(text)));
    for (const source of rule.sources) {
      block.append(made("p", { class: "soft" }, `${words.source}: `, isolated([source.name, source.at].filter(Boolean).join(", "))));
      if (source.quote) block.append(made("blockquote", null, isolated(`“${source.quote}”`)));
    }
    block.append(...[facts(exchange, entry.facts)].filter(Boolean));
    return block;
  };

  const told = (rule) => rule.kind === "requirement" ? words.unmet.replace("{}", () => rule.title) : rule.title;
  const open = (entry) => entry.bounds[0] !== entry.bounds[1];
  const groupOf = (entry) => (open(entry) ? "possible" : entry.bounds[1] === "prohibited" ? "prohibited"
    : entry.bounds[1] === "refer" ? "weighing" : entry.bounds[1] === "permitted" ? "remark" : "obligation");

  // The first questions, since answers to those often take others away; what most of them could lead to is said once.
  const questions = (exchange) => {
    const counts = new Map();
    for (const { could } of exchange.missing) counts.set(could, (counts.get(could) ?? 0) + 1);
    const [mostly] = [...counts].sort((one, other) => other[1] - one[1])[0];
    const asked = (missing) => made("li", null,
      made("p", null, isolated(missing.question), missing.part ? isolated(` (${missing.part})`) : ""),
      made("p", { class: "soft" }, made("code", null, missing.fact), missing.could && missing.could !== mostly ? ` · ${words.could.replace("{}", missing.could)}` : "",
        missing.place ? made("span", { class: "place" }, ` · ${placed(exchange, missing.place)}`) : null));
    const listed = (some, start) => made("ol", { class: "questions", start }, ...some.map(asked));
    const rest = exchange.missing.slice(ASKED);
    return [made("p", { class: "soft" }, mostly ? words.mostly.replace("{}", mostly) : ""), listed(exchange.missing.slice(0, ASKED), 1),
      ...(rest.length ? [folded(words.more_questions.replace("{}", rest.length), listed(rest, ASKED + 1))] : [])];
  };

  // What decides is told in full; what only follows from it stands folded behind its number.
  const fill = (body, exchange) => {
    body.append(made("p", null, made("span", { class: "place" }, placed(exchange, exchange.place) ?? exchange.file), ` · ${words.asOf} ${exchange.day}`));
    if (exchange.verdict === "incomplete") body.append(made("p", null, verdict(exchange.bounds)));
    for (const said of exchange.notes) body.append(made("p", { class: "note" }, isolated(said)));
    const groups = Object.groupBy ? Object.groupBy(exchange.rules, groupOf)
      : exchange.rules.reduce((found, entry) => ({ ...found, [groupOf(entry)]: [...(found[groupOf(entry)] ?? []), entry] }), {});
    const tell = (group, always) => {
      const entries = groups[group];
      if (!entries) return;
      const reasons = entries.map((entry) => reason(exchange, entry));
      const name = words.verdicts[group] ?? words.groups[group];
      if (always) body.append(made("h3", null, name), ...reasons);
      else body.append(folded(`${name} (${entries.length})`, ...reasons));
    };
    tell("prohibited", true);
    tell("weighing", true);
    if (exchange.missing.length) body.append(made("h3", null, words.missing), ...questions(exchange));
    tell("obligation", exchange.verdict === "permitted_with_conditions");
    tell("possible", exchange.verdict === "incomplete" && !exchange.missing.length);
    tell("remark", false);
    if (!exchange.rules.length && !exchange.missing.length && !exchange.notes.length) body.append(made("p", null, words.nothing));
  };

  const row = (exchange) => {
    const body = made("div", { class: "body" });
    const first = exchange.rules.find((entry) => !open(entry) && entry.bounds[1] === exchange.verdict);
    const gist = exchange.missing.length ? `${exchange.missing[0].question} (${exchange.missing.length})` : first ? told(rules[first.id]) : exchange.notes[0] ?? "";
    const partners = exchange.partners.map((code) => words.partners[code] ?? code).join(", ");
    const details = made("details", null,
      made("summary", { class: exchange.verdict },
        made("span", { class: "badge" }, `${words.symbols[exchange.verdict]} ${words.verdicts[exchange.verdict]}`),
        made("span", { class: "name" }, isolated(exchange.id), partners ? made("span", { class: "soft" }, " · ", isolated(partners)) : null, made("span", { class: "gist" }, isolated(gist)))),
      body);
    details.addEventListener("toggle", () => { if (details.open && !body.hasChildNodes()) fill(body, exchange); });
    return made("li", null, details);
  };

  const extend = (upTo) => {
    const next = found.slice(shown, upTo);
    list.append(...next.map(row));
    shown += next.length;
    more.hidden = shown >= found.length;
  };

  const apply = () => {
    const text = search.value.trim().toLowerCase();
    found = exchanges.filter((each) => (!chosen.size || chosen.has(each.verdict))
      && (!byRule.value || each.rules.some((entry) => entry.id === byRule.value))
      && (!byPartner.value || each.partners.includes(byPartner.value))
      && (!text || each.id.toLowerCase().includes(text) || each.file.toLowerCase().includes(text)));
    list.replaceChildren();
    shown = 0;
    extend(STEP);
    chosenRule();
    count.textContent = words.count.replace("{0}", found.length).replace("{1}", exchanges.length);
  };

  const options = (select, values, label) => {
    for (const value of values) select.append(made("option", { value }, label(value)));
  };
  const used = new Map();
  for (const each of exchanges) for (const id of new Set(each.rules.map((entry) => entry.id))) used.set(id, (used.get(id) ?? 0) + 1);
  options(byRule, [...used.keys()].sort(), (id) => `${id} (${used.get(id)})`);
  options(byPartner, [...new Set(exchanges.flatMap((each) => each.partners))].sort(), (code) => `${code} ${words.partners[code] ?? ""}`);

  // The rules that keep most exchanges from being permitted, as a chart that filters by them.
  const inTheWay = new Map();
  for (const each of exchanges) for (const id of new Set(each.rules.filter((entry) => !open(entry) && ["prohibited", "refer"].includes(entry.bounds[1])).map((entry) => entry.id)))
    inTheWay.set(id, (inTheWay.get(id) ?? 0) + 1);
  const most = [...inTheWay].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, MOST);
  const bar = (share) => {
    const drawn = document.querySelector("svg.share").cloneNode(true);
    drawn.querySelector("rect").setAttribute("width", share);
    return drawn;
  };
  const chosenRule = () => {
    for (const button of document.querySelectorAll("button[data-rule]")) button.setAttribute("aria-pressed", String(button.dataset.rule === byRule.value));
  };
  document.querySelector("#often ul").append(...most.map(([id, number]) => {
    const button = made("button", { type: "button", class: rules[id].kind === "weighing" ? "refer" : "prohibited", "data-rule": id, "aria-pressed": "false" },
      made("span", null, isolated(told(rules[id])), " ", made("code", { class: "soft" }, id)),
      bar(100 * number / most[0][1]),
      made("span", { class: "number" }, String(number)));
    button.addEventListener("click", () => {
      byRule.value = byRule.value === id ? "" : id;
      apply();
    });
    return made("li", null, button);
  }));
  document.getElementById("often").hidden = !most.length;

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const { verdict: named } = button.dataset;
      if (!chosen.delete(named)) chosen.add(named);
      button.setAttribute("aria-pressed", String(chosen.has(named)));
      apply();
    });
  }
  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  byRule.addEventListener("change", apply);
  byPartner.addEventListener("change", apply);
  document.getElementById("clear").addEventListener("click", () => {
    search.value = byRule.value = byPartner.value = "";
    chosen.clear();
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    apply();
  });
  more.addEventListener("click", () => {
    const first = shown;
    extend(shown + STEP);
    list.children[first]?.querySelector("summary").focus();
  });
  window.addEventListener("beforeprint", () => {
    extend(found.length);
    const details = [...list.querySelectorAll(":scope > li > details")];
    if (details.length <= 200) for (const each of details) {
      const body = each.querySelector(".body");
      if (!body.hasChildNodes()) fill(body, found[details.indexOf(each)]);
      each.open = true;
    }
  });
  document.getElementById("filters").hidden = document.getElementById("found").hidden = false;
  // The address report.html#ID shows that exchange, opened.
  const named = exchanges.find((each) => location.hash === `#${encodeURIComponent(each.id)}`);
  if (named) search.value = named.id;
  apply();
  if (named) list.children[found.indexOf(named)].querySelector("details").open = true;
})();
