"use strict";
(() => {
  const read = (id) => document.getElementById(id).textContent.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  const words = read("words")[0];
  const exchanges = read("exchanges");
  const rules = Object.fromEntries(read("rules").map((rule) => [rule.id, rule]));
  const STEP = 100;
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

  const facts = (exchange, rows) => {
    if (!rows.length) return null;
    const head = made("tr", null, ...[words.fact, words.value, words.place].map((word) => made("th", { scope: "col" }, word)));
    const body = rows.map((fact) => made("tr", null,
      made("th", { scope: "row" }, isolated(words.facts[fact.path] ?? ""), made("code", null, fact.path)),
      made("td", null, isolated(shownValue(fact.value))),
      made("td", null, fact.place ? made("span", { class: "place" }, placed(exchange, fact.place))
        : made("span", { class: "soft" }, fact.source ? `${words.source}: ${fact.source}` : fact.value === null ? words.nowhere : words.policy))));
    return made("table", { class: "facts" }, made("thead", null, head), made("tbody", null, ...body));
  };

  const reason = (exchange, entry) => {
    const rule = rules[entry.id];
    const silent = entry.bounds[1] === "permitted";
    const block = made("div", { class: `reason ${silent ? "problem" : tone(entry.bounds)}` },
      made("p", null, isolated(rule.title)),
      made("p", null, silent ? null : made("span", { class: "tone" }, `${words.symbols[tone(entry.bounds)]} ${verdict(entry.bounds)}`),
        `${silent ? "" : " · "}${words.kinds[rule.kind]}`, " · ", made("code", null, rule.id),
        entry.parts.length ? ` · ${words.part}: ${entry.parts.join("; ")}` : ""));
    for (const said of entry.notes) block.append(made("p", { class: "note" }, isolated(said)));
    for (const [label, text] of [[words.remedy, rule.remedy], [words.advice, rule.advice], [words.decides, rule.authority]])
      if (text) block.append(made("p", null, `${label}: `, isolated(text)));
    for (const source of rule.sources) {
      block.append(made("p", { class: "soft" }, `${words.source}: `, isolated([source.name, source.at].filter(Boolean).join(", "))));
      if (source.quote) block.append(made("blockquote", null, isolated(`“${source.quote}”`)));
    }
    block.append(...[facts(exchange, entry.facts)].filter(Boolean));
    return block;
  };

  const fill = (body, exchange) => {
    body.append(made("p", null, made("span", { class: "place" }, placed(exchange, exchange.place) ?? exchange.file), ` · ${words.asOf} ${exchange.day}`));
    if (exchange.verdict === "incomplete") body.append(made("p", null, verdict(exchange.bounds)));
    for (const said of exchange.notes) body.append(made("p", { class: "note" }, isolated(said)));
    body.append(...exchange.rules.map((entry) => reason(exchange, entry)));
    if (exchange.missing.length) {
      body.append(made("h3", null, words.missing));
      body.append(made("ol", null, ...exchange.missing.map((asked) => made("li", null, made("code", null, asked.fact), " ", isolated(asked.question ?? ""),
        asked.place ? made("span", { class: "place soft" }, ` (${placed(exchange, asked.place)})`) : null))));
    }
    if (!exchange.rules.length && !exchange.missing.length && !exchange.notes.length) body.append(made("p", null, words.nothing));
  };

  const row = (exchange) => {
    const body = made("div", { class: "body" });
    const gist = exchange.rules.length ? rules[exchange.rules[0].id].title : exchange.notes[0] ?? "";
    const details = made("details", null,
      made("summary", { class: exchange.verdict },
        made("span", { class: "badge" }, `${words.symbols[exchange.verdict]} ${words.verdicts[exchange.verdict]}`),
        made("span", { class: "name" }, isolated(exchange.id), made("span", { class: "gist" }, isolated(gist)))),
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
    count.textContent = words.count.replace("{0}", found.length).replace("{1}", exchanges.length);
  };

  const options = (select, values, label) => {
    for (const value of values) select.append(made("option", { value }, label(value)));
  };
  const used = new Map();
  for (const each of exchanges) for (const id of new Set(each.rules.map((entry) => entry.id))) used.set(id, (used.get(id) ?? 0) + 1);
  options(byRule, [...used.keys()].sort(), (id) => `${id} (${used.get(id)})`);
  options(byPartner, [...new Set(exchanges.flatMap((each) => each.partners))].sort(), (code) => code);

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
    const details = [...list.querySelectorAll("details")];
    if (details.length <= 200) for (const each of details) {
      const body = each.querySelector(".body");
      if (!body.hasChildNodes()) fill(body, found[details.indexOf(each)]);
      each.open = true;
    }
  });
  document.getElementById("filters").hidden = document.getElementById("found").hidden = false;
  apply();
})();
