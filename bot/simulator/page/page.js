// The page of the pretend DingTalk: be anybody, talk, tap, send files; watch the wire, move the clock, turn faults.
"use strict";

const $ = (id) => document.getElementById(id);
const state = {
  people: [], groups: [], me: null, place: "private", last: 0, newest: {}, seen: {}, drafts: {},
  clock: null, frames: 0, atEnd: true, tab: "frames", messages: new Map(), turn: 0,
};

/** Make an element; text is always text, never markup. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else if (value !== null && value !== false) made.setAttribute(key === "className" ? "class" : key, value);
  }
  made.append(...children.filter((one) => one !== null && one !== undefined));
  return made;
}

async function ask(path, body, signal) {
  const options = body === undefined ? { signal } : body instanceof FormData
    ? { method: "POST", body }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/_sim/${path}`, options);
  const told = await response.json();
  if (!response.ok) throw new Error(told.error || `HTTP ${response.status}`);
  return told;
}

/** Do something a person asked for; a refusal is shown above the composer. */
async function attempt(work) {
  $("error").hidden = true;
  try { return await work(); } catch (problem) {
    $("error").textContent = problem.message;
    $("error").hidden = false;
    settle();
    return null;
  }
}

// ---- who there is -------------------------------------------------------------------------------------------------

const colour = (text) => `c${[...text].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % 7}`;
const face = (name, bot) => el("span", { className: `face ${bot ? "bot" : colour(name)}`, "aria-hidden": "true" }, bot ? name.slice(0, 1) : name.slice(0, 2));
const placesOf = (person) => state.groups.filter((one) => one.members.includes(person.userid));
const key = (person, place) => (place === "private" ? `private:${person.userid}` : place);
const unread = (person, place) => (state.newest[key(person, place)] || 0) > (state.seen[`${person.userid} ${key(person, place)}`] || 0);

function showPeople() {
  const wanted = $("filter").value.trim();
  const fits = (one) => !wanted || [one.name, one.unit, one.role, one.userid].some((word) => word.includes(wanted));
  const units = new Map();
  for (const one of state.people.filter(fits)) {
    const unit = one.role.includes("领导") || !one.unit ? "领导和考核办" : one.unit;
    units.set(unit, [...(units.get(unit) || []), one]);
  }
  $("people").replaceChildren(...[...units].flatMap(([unit, people]) => [el("h3", {}, unit), ...people.map(personButton)]));
}

function personButton(person) {
  const waiting = ["private", ...placesOf(person).map((one) => one.id)].some((place) => unread(person, place));
  return el("button", {
    className: "person", "aria-current": String(state.me?.userid === person.userid), "data-userid": person.userid,
    onclick: () => become(person),
  }, face(person.name), el("span", {}, el("span", {}, person.name), el("span", { className: "note" }, [person.role, person.userid].filter(Boolean).join(" · "))),
  waiting ? el("span", { className: "dot", title: "有新消息" }) : el("span"));
}

function become(person) {
  state.me = person;
  document.body.classList.add("talking");
  localStorage.setItem("me", person.userid);
  go("private");
}

async function go(place) {
  state.place = place;
  state.drafts = {};
  state.messages = new Map();
  state.turn += 1;
  state.atEnd = true;
  $("error").hidden = true;
  $("who").textContent = state.me.name;
  $("role").textContent = [state.me.unit, state.me.role].filter(Boolean).join(" · ");
  $("composer").hidden = false;
  const group = place !== "private";
  $("atbot").hidden = !group;
  $("attach").title = group ? "群里只能把图片发给机器人，文件请到单聊发" : "发文件（也可以拖进来）";
  $("messages").replaceChildren();
  const turn = state.turn;
  const found = await attempt(() => ask(`messages?person=${encodeURIComponent(state.me.userid)}&conversation=${encodeURIComponent(place)}`));
  if (found && turn === state.turn) take(found.messages);
  state.waiting?.abort();
  showPeople();
  showPlaces();
  $("text").focus();
}

function showPlaces() {
  if (!state.me) return;
  const button = (place, title) => el("button", { "aria-current": String(state.place === place), onclick: () => go(place) }, title,
    unread(state.me, place) ? el("span", { className: "dot" }) : null);
  $("places").replaceChildren(button("private", state.bot), ...placesOf(state.me).map((one) => button(one.id, `${one.title}（${one.members.length}）`)));
}

// ---- what the window shows ----------------------------------------------------------------------------------------

/** Keep the end of the conversation in view if that is where the reader is. */
function settle(anyway = state.atEnd) {
  const box = $("messages");
  if (anyway) box.scrollTop = box.scrollHeight;
}

function take(messages) {
  const box = $("messages");
  for (const message of messages) {
    const old = state.messages.get(message.id);
    const made = bubble(message);
    if (old) old.replaceWith(made); else { box.querySelector(".empty")?.remove(); box.append(made); }
    state.messages.set(message.id, made);
  }
  if (!state.messages.size) {
    const hint = state.place === "private" ? "这是和机器人的单聊。试试发：帮助" : "群里要 @ 机器人它才听得到。";
    box.replaceChildren(el("p", { className: "empty" }, hint));
  }
  settle(state.atEnd || messages.some((one) => one.mine));
  const place = key(state.me, state.place);
  state.seen[`${state.me.userid} ${place}`] = Math.max(state.newest[place] || 0, ...messages.map((one) => one.seq), 0);
  localStorage.setItem("seen", JSON.stringify(state.seen));
}

const wall = (at) => new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

function bubble(message) {
  const bot = message.from === "bot";
  return el("div", { className: message.mine ? "row mine" : "row", "data-kind": message.kind, "data-id": message.id }, face(message.name, bot),
    el("div", {}, el("p", { className: "from" }, `${message.mine ? "" : `${message.name} · `}${wall(message.at)}`), content(message)));
}

function content(message) {
  if (message.recalled) return el("div", { className: "bubble recalled" }, "消息已撤回");
  if (message.kind === "card") return card(message.card);
  if (message.kind === "markdown") return el("div", { className: "bubble md" }, ...markdown(message.text, (label) => tapLink(message, label)));
  if (["file", "picture", "audio"].includes(message.kind)) return file(message);
  if (message.kind === "ding") return el("div", { className: "bubble" }, el("b", { className: "bad" }, "DING "), message.text);
  if (message.kind === "link") return el("div", { className: "bubble" }, el("b", {}, message.title), el("div", { className: "text" }, message.text));
  return el("div", { className: "bubble text" }, message.text || "（空消息）");
}

function file(message) {
  const ending = (message.name && message.name.includes(".") ? message.name.split(".").pop() : message.kind).slice(0, 4).toUpperCase();
  const size = message.size > 1048576 ? `${(message.size / 1048576).toFixed(1)} MB` : `${Math.ceil(message.size / 1024)} KB`;
  const what = { picture: "图片 ", audio: "语音 ", file: "" }[message.kind];
  return el("a", { className: "bubble file", href: message.url, download: message.name },
    el("span", { className: "sheet" }, ending), el("span", {}, el("b", {}, what + message.name), el("br"), el("span", { className: "note" }, message.text || size)));
}

const tapLink = (message, label) => attempt(() => ask("tap", { person: state.me.userid, message: message.id, label }));

// ---- markdown, as the client shows it: built of elements, so nothing in it can run ----------------------------------

const INLINE = /\\([\\`*_{}[\]()#+\-.!<>|~])|<br\s*\/?>|\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)|\*\*(.+?)\*\*|\*([^*\n]+)\*|`([^`\n]+)`/g;

function inline(text, onLink) {
  const made = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    made.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [whole, escaped, label, address, bold, italic, code] = found;
    if (escaped) made.push(escaped);
    else if (whole.startsWith("<br")) made.push(el("br"));
    else if (bold) made.push(el("b", {}, ...inline(bold, onLink)));
    else if (italic) made.push(el("i", {}, ...inline(italic, onLink)));
    else if (code) made.push(el("code", {}, code));
    else made.push(link(label.replace(/\\(.)/g, "$1"), address, onLink));
  }
  made.push(text.slice(from));
  return made.filter((one) => one !== "");
}

function link(label, address, onLink) {
  if (address.startsWith("dtmd://dingtalkclient/sendMessage?")) {
    return onLink ? el("button", { type: "button", className: "link", onclick: () => onLink(label) }, label) : document.createTextNode(`${label}（卡片里不能点）`);
  }
  return /^https?:\/\//.test(address) ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label) : document.createTextNode(label);
}

function markdown(text, onLink) {
  const blocks = [];
  let list = null;
  let words = null;
  for (const raw of String(text).split(/\n|<br\s*\/?>/)) {
    const line = raw.trim();
    const item = /^(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (item) {
      const kind = item[1] ? "ol" : "ul";
      if (!list || list.localName !== kind) blocks.push(list = el(kind, item[1] ? { start: item[1] } : {}));
      list.append(el("li", {}, ...inline(item[2], onLink)));
      words = null;
      continue;
    }
    if (!line) { words = null; continue; }
    list = null;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (heading) blocks.push(el(heading[1].length < 4 ? "h3" : "h4", {}, ...inline(heading[2], onLink)));
    else if (line.startsWith(">")) blocks.push(el("blockquote", {}, ...inline(line.slice(1).trim(), onLink)));
    else if (words) { words.append(el("br"), ...inline(line, onLink)); continue; } else { blocks.push(words = el("p", {}, ...inline(line, onLink))); continue; }
    words = null;
  }
  return blocks;
}

// ---- cards --------------------------------------------------------------------------------------------------------

function card(view) {
  if (!view.shown) return el("div", { className: "bubble" }, "（卡片已经不在了）");
  const parts = { title: [], body: [], status: [] };
  for (const one of view.shown) {
    const where = one.name === "title" ? "title" : one.name === "status" ? "status" : "body";
    parts[where].push(el("div", { className: `${where} md` }, ...(one.type === "markdown" ? markdown(one.value, null) : [one.value])));
  }
  const buttons = view.taps.filter((one) => !one.form);
  return el("div", { className: "bubble card", "data-card": view.outTrackId }, ...parts.title, ...parts.body, ...parts.status,
    view.fields.length ? form(view) : null,
    buttons.length ? el("div", { className: "buttons" }, ...buttons.map((one) => tapButton(view, one))) : null);
}

function tapButton(view, tap) {
  return el("button", { type: "button", className: tap.style, onclick: (event) => send(view, tap, event.currentTarget) }, tap.label);
}

/** Tap; the button rests until the card changes or a moment has passed. */
async function send(view, tap, button, filled) {
  button.disabled = true;
  setTimeout(() => { button.disabled = false; }, 1500);
  const named = tap.code ? { code: tap.code } : { label: tap.label };
  await attempt(() => ask("tap", { person: state.me.userid, outTrackId: view.outTrackId, ...named, ...(filled ? { form: filled } : {}) }));
}

function form(view) {
  const draftKey = `${view.outTrackId} ${JSON.stringify(view.fields)}`;
  const draft = state.drafts[draftKey] ||= {};
  const tap = view.taps.find((one) => one.form);
  const submit = tap ? el("button", { type: "submit", className: "primary" }, tap.label) : null;
  return el("form", {
    className: "form", novalidate: "",
    onsubmit: (event) => { event.preventDefault(); if (tap) send(view, tap, submit, { ...draft }); },
  }, ...view.fields.filter((one) => !one.hidden).map((one) => entry(one, draft)), submit);
}

function entry(field, draft) {
  const start = draft[field.name] ?? field.defaultValue ?? "";
  const label = el("span", {}, field.label || field.name, field.required ? el("span", { className: "need", title: "必填" }, " *") : null);
  const keep = (value) => { if (value === "" || value === null) delete draft[field.name]; else draft[field.name] = value; };
  if (["CHECKBOX", "SWITCH"].includes(field.type)) {
    const box = el("input", { type: "checkbox", checked: String(start) === "true", disabled: Boolean(field.readOnly), onchange: (event) => keep(event.target.checked) });
    return el("label", { className: "tick" }, box, label);
  }
  const input = inputOf(field, start, keep);
  input.disabled = Boolean(field.readOnly);
  input.setAttribute("name", field.name);
  return el("label", {}, label, input);
}

function inputOf(field, start, keep) {
  const options = (field.options || []).map((one) => el("option", { value: one.value, selected: [].concat(start).includes(one.value) }, one.text ?? one.value));
  if (["SELECT", "CHECKBOX_GROUP"].includes(field.type)) {
    return el("select", { onchange: (event) => keep(event.target.value) }, el("option", { value: "" }, field.placeholder || "请选择"), ...options);
  }
  if (["MULTI_SELECT", "MULTI_CHECKBOX_GROUP"].includes(field.type)) {
    return el("select", { multiple: true, onchange: (event) => keep([...event.target.selectedOptions].map((one) => one.value)) }, ...options);
  }
  const shared = { placeholder: field.placeholder || "", oninput: (event) => keep(event.target.value) };
  const made = field.type === "TEXT_AREA" ? el("textarea", { rows: "3", ...shared })
    : el("input", { type: { DATE: "date", TIME: "time", DATETIME: "datetime-local" }[field.type] || "text", inputmode: field.type === "NUMBER" ? "decimal" : "text", ...shared });
  made.value = String(start);
  return made;
}

// ---- talking ------------------------------------------------------------------------------------------------------

async function say(event) {
  event.preventDefault();
  const text = $("text").value;
  if (!text.trim() || !state.me) return;
  const sent = await attempt(() => ask("say", { person: state.me.userid, text, conversation: state.place, at_bot: $("atbot").querySelector("input").checked }));
  if (sent) { $("text").value = ""; grow(); }
}

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight + 2}px`;
}

async function sendFiles(files) {
  for (const one of files) {
    const body = new FormData();
    const kind = one.type.startsWith("image/") ? "picture" : one.type.startsWith("audio/") ? "audio" : "file";
    for (const [name, value] of Object.entries({ person: state.me.userid, conversation: state.place, kind, name: one.name })) body.append(name, value);
    body.append("file", one);
    await attempt(() => ask("file", body));
  }
  $("file").value = "";
}

// ---- behind the scenes --------------------------------------------------------------------------------------------

const WORDS = {
  robot_deadline: "机器人消息应在几秒内确认", event_deadline: "事件应在几秒内确认", card_deadline: "卡片点击应在几秒内确认", redeliver_after: "未确认几秒后重推",
  redeliver_times: "最多重推几次", redeliver_cards: "卡片点击也重推", lose_in_gap: "断线时的消息丢失", lose_acks: "接下来几个确认丢失",
  duplicate_pushes: "每条消息多推几次", shuffle_pushes: "攒够几条倒着推", push_delay: "晚几秒推送", over_quota: "推送额度用完",
  close_on_connect: "接下来几次连上就断", mute: "新连接收不到消息", leave_after: "通知断开后几秒切断", qps: "每个接口每秒次数（0 不限）",
  token_seconds: "令牌有效秒数", flow_controlled: "被限流的人（userid）", undeliverable: "卡片送不到的人（userid）", expired_downloads: "下载码全部过期",
  value_bytes: "卡片参数最多字节", card_bytes: "整张卡片最多字节",
};
const DOES = {
  ping: "心跳", disconnect: "通知断开", abort: "切断 TCP", close: "正常关闭", mute: "现有连接变哑", not_json: "坏帧", data_not_json: "内容不是 JSON",
  empty_data: "空内容", null_fields: "字段为 null", big_frame: "超 1 MiB 的帧", unknown_topic: "没订阅的主题", unknown_type: "未知类型", end_token: "令牌失效",
};

async function showTool() {
  const panel = document.querySelector(`[data-panel="${state.tab}"]`);
  const draw = { frames: drawFrames, clock: drawClock, faults: drawFaults }[state.tab];
  for (const one of document.querySelectorAll("[data-tab]")) one.setAttribute("aria-selected", String(one.dataset.tab === state.tab));
  for (const one of document.querySelectorAll("[data-panel]")) one.hidden = one.dataset.panel !== state.tab;
  await attempt(() => draw(panel));
}

function pretty(text) {
  try {
    const value = JSON.parse(text);
    for (const name of ["data", "content", "value"]) if (typeof value[name] === "string") { try { value[name] = JSON.parse(value[name]); } catch { /* stays text */ } }
    return JSON.stringify(value, null, 2);
  } catch { return text; }
}

async function drawFrames(panel) {
  const [{ frames }, { problems, unacked }, { month }] = await Promise.all([ask(`frames?since=${Math.max(0, state.frames - 200)}`), ask("acks"), ask("state")]);
  const open = new Set([...panel.querySelectorAll("details[open]")].map((one) => one.dataset.seq));
  const ways = { in: "← 收", out: "→ 推", call: "↔", link: "●" };
  const topic = (line) => { try { return JSON.parse(line.body).headers.topic; } catch { return line.what; } };
  const line = (one) => el("details", { className: "line", "data-seq": String(one.seq), open: open.has(String(one.seq)) },
    el("summary", {}, el("span", { className: "way" }, ways[one.way]), el("span", { className: one.status >= 400 ? "bad" : "" }, one.way === "out" ? topic(one) : one.what),
      el("span", { className: "note" }, one.status ? `${one.status} · ` : typeof one.waited === "number" ? `${Math.round(one.waited * 1000)} 毫秒 · ` : "", wall(one.at))), el("pre", {}, pretty(one.body || one.connection || "")));
  panel.replaceChildren(
    el("h3", {}, `未确认 ${unacked} 条，确认有问题 ${problems.length} 次`),
    el("p", { className: "note" }, `本月推送 ${month.pushes} 次（标准版 3000），调用 ${month.calls} 次（标准版 5000）`),
    ...problems.slice(-5).map((one) => el("p", { className: "bad note" }, `${one.kind} ${one.topic || ""} ${one.waited ?? ""}`)),
    ...frames.reverse().map(line));
  $("problems").textContent = String(problems.length);
  $("problems").hidden = !problems.length;
}

async function drawClock(panel) {
  const move = (change) => attempt(async () => { setClock(await ask("clock", change)); await drawClock(panel); });
  const nextWorkday = () => {
    const day = new Date(`${state.clock.local.slice(0, 10)}T09:00:00+08:00`);
    do day.setTime(day.getTime() + 86400000); while ([0, 6].includes(new Date(day.getTime() + 8 * 3600000).getUTCDay()));
    return move({ set: day.toISOString() });
  };
  setClock(await ask("now?watching=1"));
  const picker = el("input", { type: "datetime-local", "aria-label": "日期和时间" });
  picker.value = state.clock.local.slice(0, 16);
  const rates = [[0, "停住"], [1, "正常"], [60, "一秒一分"], [3600, "一秒一小时"]];
  panel.replaceChildren(el("p", { className: "clockface" }, clockText()),
    el("h3", {}, "往后拨"), el("div", { className: "chips" },
      el("button", { onclick: () => move({ advance: 3600 }) }, "+1 小时"), el("button", { onclick: () => move({ advance: 86400 }) }, "+1 天"),
      el("button", { onclick: () => move({ advance: 7 * 86400 }) }, "+7 天"), el("button", { onclick: nextWorkday }, "下一个工作日 9:00")),
    el("h3", {}, "到某一天"), el("div", { className: "chips" }, picker, el("button", { onclick: () => picker.value && move({ set: `${picker.value}:00+08:00` }) }, "去")),
    el("h3", {}, "走多快"), el("div", { className: "chips" }, ...rates.map(([rate, label]) => el("button", { className: state.clock.rate === rate ? "primary" : "", onclick: () => move({ rate }) }, label))),
    el("p", { className: "note" }, "读 /_sim/now 的机器人会跟着走。"));
}

async function drawFaults(panel) {
  const { faults, answers, does } = await ask("faults");
  const change = (body) => attempt(async () => { await ask("faults", body); await drawFaults(panel); });
  const control = (name, value) => {
    if (typeof value === "boolean") return el("input", { type: "checkbox", checked: value, onchange: (event) => change({ [name]: event.target.checked }) });
    const list = Array.isArray(value);
    const made = el("input", { type: list ? "text" : "number", step: "any", onchange: (event) => change({ [name]: list ? event.target.value.split(/[,，、\s]+/).filter(Boolean) : Number(event.target.value) }) });
    made.value = list ? value.join("、") : String(value);
    return made;
  };
  const kind = el("select", { "aria-label": "故障" }, ...Object.entries(answers).map(([name, label]) => el("option", { value: name }, label)));
  const path = el("select", { "aria-label": "接口" }, ...[["/", "所有接口"], ["/gateway/connections/open", "打开连接"], ["/accessToken", "取令牌"], ["/batchSend", "单聊消息"],
    ["/groupMessages/send", "群消息"], ["/createAndDeliver", "投放卡片"], ["/card/instances", "卡片"], ["/messageFiles/download", "下载"], ["/media/upload", "上传"]].map(([value, label]) => el("option", { value }, label)));
  const times = el("input", { type: "number", min: "1", value: "1", "aria-label": "次数" });
  times.value = "1";
  panel.replaceChildren(
    el("h3", {}, "马上发生"), el("div", { className: "chips" }, ...does.map((name) => el("button", { onclick: () => change({ do: name }) }, DOES[name] || name))),
    el("h3", {}, "接下来几次调用失败"), el("div", { className: "chips" }, path, kind, times, el("button", { onclick: () => change({ answers: [{ kind: kind.value, path: path.value, times: Number(times.value) }] }) }, "加上")),
    ...faults.answers.map((one) => el("p", { className: "note" }, `等着：${one.path} ${answers[one.kind]} ×${one.times}`)),
    el("h3", {}, "一直如此"), ...Object.entries(faults).filter(([name]) => name !== "answers").map(([name, value]) => el("label", { className: "switch" }, el("span", {}, WORDS[name] || name), control(name, value))),
    el("h3", {}, ""), el("button", { onclick: () => change({ reset: true }) }, "全部恢复"));
}

// ---- time and news ------------------------------------------------------------------------------------------------

function setClock(told) {
  state.clock = { ...told, at: performance.now() };
  showClock();
}

function clockText() {
  const now = state.clock.ms + (performance.now() - state.clock.at) * state.clock.rate;
  return new Date(now).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", year: "numeric", month: "numeric", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" });
}

function showClock() {
  if (state.clock) $("time").textContent = clockText();
  const big = document.querySelector(".clockface");
  if (big) big.textContent = clockText();
}

async function listen() {
  for (;;) {
    try {
      const turn = state.turn;
      state.waiting = new AbortController();
      const who = state.me ? `&person=${encodeURIComponent(state.me.userid)}&conversation=${encodeURIComponent(state.place)}` : "";
      const news = await ask(`wait?after=${state.last}&seconds=10${who}`, undefined, state.waiting.signal);
      state.last = news.last;
      state.newest = news.newest;
      state.frames = news.frames;
      if (news.messages && turn === state.turn) take(news.messages);
      showPeople();
      showPlaces();
    } catch (problem) {
      if (problem.name === "AbortError") await refresh();
      else await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

/** After a change of window: what came in between may belong to the new one. */
async function refresh() {
  const turn = state.turn;
  try {
    const found = await ask(`messages?person=${encodeURIComponent(state.me.userid)}&conversation=${encodeURIComponent(state.place)}`);
    if (turn === state.turn) take(found.messages);
  } catch { /* the next round asks again */ }
}

async function start() {
  Object.assign(state, await ask("people"));
  state.seen = JSON.parse(localStorage.getItem("seen") || "{}");
  $("botname").textContent = state.bot;
  setClock(await ask("now?watching=1"));
  const first = await ask("wait?after=0&seconds=0");
  state.last = first.last;
  state.newest = first.newest;
  if (Object.keys(state.seen).some((one) => state.seen[one] > (state.newest[one.split(" ")[1]] || 0))) state.seen = {};
  showPeople();
  const before = state.people.find((one) => one.userid === localStorage.getItem("me"));
  if (before && matchMedia("(min-width: 761px)").matches) become(before);
  $("filter").addEventListener("input", showPeople);
  $("composer").addEventListener("submit", say);
  $("text").addEventListener("input", grow);
  $("text").addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) say(event); });
  $("attach").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", (event) => sendFiles([...event.target.files]));
  $("back").addEventListener("click", () => document.body.classList.remove("talking"));
  const box = $("messages");
  box.addEventListener("scroll", () => { state.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80; });
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("drop"); });
  box.addEventListener("dragleave", () => box.classList.remove("drop"));
  box.addEventListener("drop", (event) => { event.preventDefault(); box.classList.remove("drop"); if (state.me) sendFiles([...event.dataTransfer.files]); });
  const toggle = (open) => { $("tools").hidden = !open; document.body.classList.toggle("tools", open); $("inspect").setAttribute("aria-expanded", String(open)); if (open) showTool(); };
  $("inspect").addEventListener("click", () => toggle($("tools").hidden));
  $("close").addEventListener("click", () => toggle(false));
  for (const one of document.querySelectorAll("[data-tab]")) one.addEventListener("click", () => { state.tab = one.dataset.tab; showTool(); });
  window.addEventListener("resize", () => settle());
  setInterval(showClock, 1000);
  setInterval(async () => { try { const told = await ask("now?watching=1"); setClock(told); } catch { /* the simulator is away */ } }, 5000);
  setInterval(() => { if (!$("tools").hidden && state.tab === "frames") showTool(); }, 1500);
  listen();
}

start();
