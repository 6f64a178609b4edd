// Explorers without a kernel: the lessons' own widget (widget.js) on a model whose answers come from a file made with the site.
(() => {
  const waiting = {}; // explorer → those who wait for its answers
  const held = {}; // explorer → setting → answer

  window.gvcCame = (id, answers) => {
    held[id] = answers;
    for (const go of waiting[id] || []) go();
  };

  // A classic script, not fetch: the site also answers when it is opened as files from a disk.
  function whenHere(told, go) {
    if (held[told.id]) return go();
    (waiting[told.id] ||= []).push(go);
    if (waiting[told.id].length > 1) return;
    const script = document.createElement("script");
    script.src = `${told.folder}answers.js`;
    document.head.append(script);
  }

  const place = (control, value) => (control.kind === "slider" ? Math.round((value - control.low) / control.step) : Number(value));

  class Model {
    constructor(told, first) {
      this.told = told;
      this.state = { spec: told.spec, asked: { turn: 0, values: told.values }, shown: { turn: 0, ...first } };
      this.heard = {};
    }
    get(name) {
      return this.state[name];
    }
    set(name, value) {
      this.state[name] = value;
      (this.heard[`change:${name}`] || []).forEach((tell) => tell());
    }
    on(event, tell) {
      (this.heard[event] ||= []).push(tell);
    }
    save_changes() {
      const { turn, values } = this.state.asked;
      whenHere(this.told, () => {
        const answer = held[this.told.id][this.told.spec.controls.map((c) => place(c, values[c.name])).join(",")];
        const show = () => this.set("shown", { ...answer, turn, file: answer.file && this.told.folder + answer.file });
        if (!answer.file) return show();
        const ahead = new Image();
        ahead.onload = ahead.onerror = show; // words and picture change together
        ahead.src = this.told.folder + answer.file;
      });
    }
  }

  for (const place of document.querySelectorAll("[data-explorer]")) {
    const picture = place.querySelector("img");
    const { alt, width, height } = { alt: picture.alt, width: picture.getAttribute("width"), height: picture.getAttribute("height") };
    const told = JSON.parse(place.dataset.explorer);
    const words = place.querySelector(".gvc-sentence").textContent;
    const model = new Model(told, { words, problem: "", alt, width, height, file: picture.getAttribute("src") });
    place.replaceChildren();
    window.gvcRender({ model, el: place });
  }
})();

// Paper is white: a page that is read in the dark is printed in the light.
(() => {
  const page = document.documentElement.dataset;
  let theme = page.theme;
  window.addEventListener("beforeprint", () => {
    theme = page.theme;
    page.theme = "light";
  });
  window.addEventListener("afterprint", () => {
    page.theme = theme;
  });
})();
