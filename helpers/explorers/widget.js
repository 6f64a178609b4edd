// The page's side of an explorer. Each control carries data-lm-suppress-shortcuts itself: JupyterLab then leaves it its keys.
const STEP = 900; // milliseconds that a playing slider stays at a step, if its picture is there by then
const WAIT = 150; // milliseconds without an answer after which the explorer says that it works

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const input = (tag, attributes) => make(tag, { "data-lm-suppress-shortcuts": "true", ...attributes });

// A button that moves a slider step by step to its end, each step once the one before is drawn; returns how to stop it.
function playing(node, range, spec, move) {
  let clock = null;
  const button = input("button", { type: "button" });
  const label = () => (button.textContent = clock === null ? `▶ Play ${spec.label}` : "❚❚ Pause");
  const stop = () => (clearInterval(clock), (clock = null), label());
  const step = () => {
    if (!range.isConnected) return stop();
    if (node.closest(".gvc-explorer").hasAttribute("aria-busy")) return;
    if (range.valueAsNumber >= spec.high) return stop();
    move(range.valueAsNumber + spec.step);
  };
  button.onclick = () => {
    if (clock !== null) return stop();
    if (range.valueAsNumber >= spec.high) move(spec.low);
    clock = setInterval(step, STEP);
    label();
  };
  label();
  node.append(button);
  return stop;
}

// Each kind gives its node and a function that puts a value into it; it calls `ask` with the value a reader has chosen.
const KINDS = {
  slider(spec, id, ask) {
    const range = input("input", { type: "range", id, min: spec.low, max: spec.high, step: spec.step });
    const value = make("span", { class: "gvc-value", "aria-hidden": "true" });
    const tell = () => {
      value.textContent = `${range.valueAsNumber.toFixed(spec.digits)} ${spec.unit}`.trim();
      range.setAttribute("aria-valuetext", value.textContent);
    };
    range.onchange = () => ask(range.valueAsNumber); // when it is let go
    const set = (held) => ((range.value = held), tell());
    const node = make("div", {}, make("label", { for: id }, spec.label), range, value);
    const stop = spec.play ? playing(node, range, spec, (held) => (set(held), ask(held))) : () => {};
    range.oninput = () => (stop(), tell()); // while it moves
    return [node, set];
  },
  choice(spec, id, ask) {
    const select = input("select", { id });
    select.append(...spec.options.map((words) => make("option", {}, words)));
    select.onchange = () => ask(select.selectedIndex);
    return [make("div", {}, make("label", { for: id }, spec.label), select), (held) => (select.selectedIndex = held)];
  },
  toggle(spec, id, ask) {
    const box = input("input", { type: "checkbox", id });
    box.onchange = () => ask(box.checked);
    return [make("div", {}, box, make("label", { for: id }, spec.label)), (held) => (box.checked = held)];
  },
  board(spec, id, ask) {
    const all = [];
    const button = (words) => {
      const radio = input("input", { type: "radio", name: id });
      radio.onchange = () => ask(all.indexOf(radio));
      all.push(radio);
      return make("label", {}, radio, make("span", {}, words));
    };
    const row = ([label, words]) =>
      make("div", { role: "group", "aria-label": label }, make("span", { "aria-hidden": "true" }, label), ...words.map(button));
    const board = make("fieldset", { role: "radiogroup", "aria-label": spec.label }, make("legend", {}, spec.label), ...spec.rows.map(row));
    board.onkeydown = (event) => {
      const to = { Home: all[0], End: all.at(-1) }[event.key];
      if (to) event.preventDefault(), to.focus(), to.click();
    };
    return [board, (held) => (all[held].checked = true)];
  },
};

function render({ model, el }) {
  const spec = model.get("spec");
  const id = `gvc-${Math.random().toString(36).slice(2)}`;
  const status = make("p", { role: "status", "aria-live": "polite" });
  const alarm = make("p", { role: "alert" });
  const picture = make("img");
  const setters = {};
  const controls = spec.controls.map((control) => {
    const ask = (value) => {
      const asked = model.get("asked");
      model.set("asked", { turn: asked.turn + 1, values: { ...asked.values, [control.name]: value } });
      model.save_changes();
    };
    const [node, set] = KINDS[control.kind](control, `${id}-${control.name}`, ask);
    setters[control.name] = set;
    node.classList.add(`gvc-${control.kind}`);
    return node;
  });
  const question = make("div", { class: "gvc-question" }, make("p", { id }, make("strong", {}, spec.title)), make("p", {}, spec.question));
  const top = make("div", { class: "gvc-top" }, question, make("div", { class: "gvc-controls" }, ...controls));
  const root = make("div", { class: "gvc-explorer", role: "group", "aria-labelledby": id }, top, status, alarm, picture);

  let timer, url;
  const asked = () => {
    for (const [name, value] of Object.entries(model.get("asked").values)) setters[name](value);
    if (model.get("shown").turn === model.get("asked").turn) return;
    root.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = "Working …"), WAIT);
  };
  const shown = () => {
    const now = model.get("shown");
    if (now.turn !== model.get("asked").turn) return; // the answer to an earlier move
    clearTimeout(timer);
    root.removeAttribute("aria-busy");
    status.textContent = now.words;
    alarm.textContent = now.problem;
    picture.hidden = !!now.problem;
    if (url) URL.revokeObjectURL(url);
    url = now.file ? "" : URL.createObjectURL(new Blob([model.get("picture")], { type: "image/png" })); // a page without a kernel has files
    Object.assign(picture, { alt: now.alt, width: now.width, height: now.height, src: now.file || url });
  };
  model.on("change:asked", asked);
  model.on("change:shown", shown);
  model.on("comm_live_update", () => root.classList.add("gvc-gone")); // the kernel was restarted: nobody answers any more
  asked();
  shown();
  el.append(root);
  return () => (clearTimeout(timer), URL.revokeObjectURL(url));
}

export default { render };
