
(() => {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  const AXIS = 72;
  const FOOT = 20;
  const HEIGHTS = {equity: 240, drawdown: 96, price: 290};
  const SEC = 1e3, MIN = 6e4, HOUR = 36e5, DAY = 864e5, YEAR = 365 * DAY;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const STEPS = [1, 2, 5, 10, 15, 30].map(n => n * SEC).concat([1, 2, 5, 10, 15, 30].map(n => n * MIN),
    [1, 2, 4, 6, 12].map(n => n * HOUR), [1, 2, 4, 7].map(n => n * DAY));
  const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

  const decode = column => {
    const unit = 10 ** column.d;
    let sum = 0;
    return Float64Array.from(column.v, step => (sum += step) / unit);
  };
  const number = (value, places) => (Number(value.toFixed(places)) || 0).toLocaleString("en-US",
    {minimumFractionDigits: places, maximumFractionDigits: places}).replace("-", "\u2212");
  const percent = value => (value >= 0.00005 ? "+" : "") + number(value * 100, 2) + "%";
  const stamp = ms => new Date(ms).toISOString().replace("T", " ").slice(0, 19);
  const make = (parent, name, attributes) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    parent.appendChild(node);
    return node;
  };
  const html = (parent, name, cssClass, text) => {
    const node = document.createElement(name);
    if (cssClass) node.className = cssClass;
    if (text) node.textContent = text;
    parent.appendChild(node);
    return node;
  };
  /** Index of the last value at or before x, or 0. */
  const floor = (values, x) => {
    let low = 0, high = values.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (values[mid] <= x) low = mid; else high = mid - 1;
    }
    return low;
  };
  const nearest = (values, x) => {
    const i = floor(values, x);
    return i + 1 < values.length && values[i + 1] - x < x - values[i] ? i + 1 : i;
  };

  function valueTicks(low, high, count, log) {
    if (log && high / low > 4) {
      const ticks = [];
      for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
        for (const m of high / low > 300 ? [1] : [1, 2, 5]) if (m * power >= low && m * power <= high) ticks.push(m * power);
      }
      return ticks;
    }
    const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].find(m => m * power >= raw) * power;
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(i * step);
    return ticks;
  }
  function tickPlaces(ticks) {
    const gap = ticks.length > 1 ? Math.min(...ticks.slice(1).map((t, i) => t - ticks[i])) : Math.abs(ticks[0]) || 1;
    for (let places = 0; places < 8; places++) {
      if (Math.abs(gap * 10 ** places - Math.round(gap * 10 ** places)) < 1e-6 * gap * 10 ** places) return places;
    }
    return 8;
  }
  function timeTicks(from, to, count) {
    const step = STEPS.find(s => (to - from) / s <= count);
    const ticks = [];
    if (step) {
      const offset = step === 7 * DAY ? 4 * DAY : 0;
      for (let t = Math.ceil((from - offset) / step) * step + offset; t <= to; t += step) ticks.push([t, timeLabel(t, step)]);
      return ticks;
    }
    const months = MONTH_STEPS.find(m => (to - from) / (m * YEAR / 12) <= count) || 240;
    const first = new Date(from);
    let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
    for (; ; month += months) {
      const t = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (t > to) return ticks;
      if (t >= from) ticks.push([t, month % 12 ? MONTHS[month % 12] : String(Math.floor(month / 12))]);
    }
  }
  function timeLabel(t, step) {
    const date = new Date(t);
    if (step >= DAY || t % DAY === 0) return date.getUTCDate() + " " + MONTHS[date.getUTCMonth()];
    return date.toISOString().slice(11, step < MIN ? 19 : 16);
  }

  class Charts {
    constructor(figure) {
      const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
      this.name = figure.dataset.name;
      this.currency = figure.dataset.currency;
      this.root = figure.querySelector(".plots");
      this.initial = data.initial;
      for (const key of ["t", "eq", "bh", "dd", "db", "o", "h", "l", "c"]) this[key] = decode(data[key]);
      this.moneyPlaces = data.eq.d;
      this.pricePlaces = Math.max(2, data.c.d);
      this.pos = data.pos;
      this.orders = {t: decode(data.orders.t), px: decode(data.orders.px), qty: decode(data.orders.qty),
        fills: decode(data.orders.fills), side: data.orders.side, places: data.orders.qty.d};
      this.trips = {t: decode(data.trips.t), u: decode(data.trips.u), px: decode(data.trips.px),
        py: decode(data.trips.py), won: data.trips.won};
      const first = this.t[0], last = this.t[this.t.length - 1];
      this.full = last - first < SEC ? [first - MIN, last + MIN] : [first, last];
      this.view = this.full;
      this.cursor = -1;
      const spread = values => Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 8;
      this.log = spread(this.c) || spread(this.eq);
      this.build();
      this.listen();
      this.draw();
    }

    build() {
      const bar = html(this.root, "div", "bar");
      this.when = html(bar, "span", "when");
      const buttons = html(bar, "span");
      this.reset = html(buttons, "button", "", "Reset zoom");
      this.logButton = html(buttons, "button", "", "Log scale");
      for (const button of [this.reset, this.logButton]) button.type = "button";
      const unit = this.currency ? ", " + this.currency : "";
      this.panels = {};
      this.panel("equity", "Equity" + unit, [["eq", this.name, "i-eq"], ["bh", "buy-and-hold", "i-bh"]]);
      this.panel("drawdown", "Drawdown", [["dd", this.name, "i-eq"], ["db", "buy-and-hold", "i-bh"]]);
      this.panel("price", "Price" + unit, [["o", "O"], ["h", "H"], ["l", "L"], ["c", "C"], ["pos", "position"], ["order", ""]]);
    }

    panel(id, title, values) {
      const box = html(this.root, "div", "panel");
      const legend = html(box, "div", "legend");
      html(legend, "strong", "", title);
      const out = {};
      for (const [key, label, swatch] of values) {
        const item = html(legend, "span");
        if (swatch) html(item, "i", swatch);
        if (label) html(item, "span", "k", label + " ");
        out[key] = html(item, "span");
      }
      this.panels[id] = {plot: html(box, "div", "plot"), out};
    }

    listen() {
      this.reset.addEventListener("click", () => this.zoom(this.full));
      this.logButton.addEventListener("click", () => { this.log = !this.log; this.draw(); });
      this.root.addEventListener("keydown", event => this.key(event));
      for (const id in this.panels) {
        const plot = this.panels[id].plot;
        let from = null;
        plot.addEventListener("pointermove", event => {
          const x = this.x(plot, event);
          this.point(nearest(this.t, this.time(x)), x);
          if (from !== null) this.mark(from, x);
        });
        plot.addEventListener("pointerdown", event => {
          if (event.button) return;
          from = this.x(plot, event);
          plot.setPointerCapture(event.pointerId);
        });
        plot.addEventListener("pointerup", event => {
          const to = this.x(plot, event);
          if (from !== null && Math.abs(to - from) > 6) this.zoom([this.time(Math.min(from, to)), this.time(Math.max(from, to))]);
          from = null;
          this.mark(0, 0);
        });
        plot.addEventListener("pointercancel", () => { from = null; this.mark(0, 0); });
        plot.addEventListener("pointerleave", () => { if (from === null) this.point(-1); });
        plot.addEventListener("dblclick", () => this.zoom(this.full));
      }
      new ResizeObserver(() => { if (this.width !== this.root.clientWidth) this.draw(); }).observe(this.root);
    }

    key(event) {
      const last = floor(this.t, this.view[1]), at = this.cursor < 0 ? last : this.cursor;
      const stride = event.shiftKey ? 10 : 1;
      if (event.key === "ArrowLeft") this.point(Math.max(0, at - stride));
      else if (event.key === "ArrowRight") this.point(Math.min(last, at + stride));
      else if (event.key === "Escape") { this.zoom(this.full); this.point(-1); } else return;
      event.preventDefault();
    }

    x(plot, event) {
      const box = plot.getBoundingClientRect();
      return Math.max(0, Math.min(this.inner, (event.clientX - box.left) * this.width / box.width));
    }

    time(x) { return this.view[0] + x / this.inner * (this.view[1] - this.view[0]); }

    zoom(view) {
      const least = Math.max(10, (this.full[1] - this.full[0]) / this.t.length * 8);
      const middle = (view[0] + view[1]) / 2;
      const wide = view[1] - view[0] < least ? [middle - least / 2, middle + least / 2] : view;
      this.view = [Math.max(wide[0], this.full[0]), Math.min(wide[1], this.full[1])];
      this.draw();
    }

    draw() {
      this.width = this.root.clientWidth || 1100;
      this.inner = this.width - AXIS;
      this.sx = t => (t - this.view[0]) / (this.view[1] - this.view[0]) * this.inner;
      this.from = floor(this.t, this.view[0]);
      this.to = Math.min(this.t.length - 1, floor(this.t, this.view[1]) + 1);
      this.reset.hidden = this.view === this.full || (this.view[0] === this.full[0] && this.view[1] === this.full[1]);
      this.logButton.setAttribute("aria-pressed", this.log);
      this.drawEquity();
      this.drawDrawdown();
      this.drawPrice();
      this.point(this.cursor);
    }

    extent(...columns) {
      let low = Infinity, high = -Infinity;
      for (const column of columns) {
        for (let i = this.from; i <= this.to; i++) { low = Math.min(low, column[i]); high = Math.max(high, column[i]); }
      }
      if (high - low < 1e-9 * Math.abs(high)) { const pad = Math.abs(high) * 0.01 || 1; return [low - pad, high + pad]; }
      const log = this.log && low > 0, pad = log ? (high / low) ** 0.05 : (high - low) * 0.06;
      return log ? [low / pad, high * pad] : [low - pad, high + pad];
    }

    /** An empty panel with its grid and axes; gives the clipped inside and the scale. */
    frame(id, low, high, log, label) {
      const panel = this.panels[id], last = id === "price", height = HEIGHTS[id];
      panel.plot.replaceChildren();
      const svg = make(panel.plot, "svg", {viewBox: `0 0 ${this.width} ${height + (last ? FOOT : 2)}`, "aria-hidden": "true"});
      const scale = log ? v => height * (1 - Math.log(v / low) / Math.log(high / low)) : v => height * (1 - (v - low) / (high - low));
      const ticks = valueTicks(low, high, Math.max(4, height / 46), log), places = tickPlaces(ticks);
      for (const tick of ticks) {
        const y = scale(tick);
        make(svg, "line", {class: "gridline", x1: 0, x2: this.inner, y1: y, y2: y});
        if (y > 7 && y < height - 3) make(svg, "text", {x: this.inner + 8, y: y + 4}).textContent = label(tick, places);
      }
      for (const [t, name] of timeTicks(this.view[0], this.view[1], this.inner / 92)) {
        const x = this.sx(t);
        make(svg, "line", {class: "gridline", x1: x, x2: x, y1: 0, y2: height});
        if (last && x > 18 && x < this.inner - 18) make(svg, "text", {x, y: height + 15, "text-anchor": "middle"}).textContent = name;
      }
      make(svg, "path", {class: "axis", fill: "none", d: `M0 ${height}H${this.inner}V0`});
      const inside = make(svg, "svg", {width: this.inner, height, overflow: "hidden"});
      panel.select = make(svg, "rect", {class: "select", y: 0, height, width: 0});
      panel.cross = make(svg, "line", {class: "cross", y1: 0, y2: height, visibility: "hidden"});
      panel.svg = svg;
      panel.scale = scale;
      return {inside, scale, height};
    }

    path(values, scale, from = this.from, to = this.to) {
      let d = "";
      for (let i = from; i <= to; i++) d += (i === from ? "M" : "L") + this.sx(this.t[i]).toFixed(1) + " " + scale(values[i]).toFixed(1);
      return d;
    }

    drawEquity() {
      const [low, high] = this.extent(this.eq, this.bh);
      const {inside, scale} = this.frame("equity", low, high, this.log && low > 0, number);
      const panel = this.panels.equity;
      if (this.initial > low && this.initial < high) {
        make(inside, "line", {class: "base", x1: 0, x2: this.inner, y1: scale(this.initial), y2: scale(this.initial)});
      }
      make(inside, "path", {class: "bh", d: this.path(this.bh, scale)});
      make(inside, "path", {class: "eq", d: this.path(this.eq, scale)});
      panel.dots = [["bh", "d-bh"], ["eq", "d-eq"]].map(([key, css]) =>
        [key, make(panel.svg, "circle", {class: "dot " + css, r: 3.5, visibility: "hidden"})]);
    }

    drawDrawdown() {
      let deepest = 0.001;
      for (let i = this.from; i <= this.to; i++) deepest = Math.max(deepest, this.dd[i], this.db[i]);
      const {inside, scale} = this.frame("drawdown", -deepest * 1.08, 0, false,
        (value, places) => number(value * 100, Math.max(0, places - 2)) + "%");
      const down = v => scale(-v);
      make(inside, "path", {class: "ddb", d: this.path(this.db, down)});
      make(inside, "path", {class: "dd", d: this.path(this.dd, down)
        + `L${this.sx(this.t[this.to]).toFixed(1)} 0L${this.sx(this.t[this.from]).toFixed(1)} 0Z`});
    }

    drawPrice() {
      const [low, high] = this.extent(this.l, this.h);
      const {inside, scale, height} = this.frame("price", low, high, this.log && low > 0, number);
      const room = this.inner / (this.to - this.from + 1);
      if (room >= 6) this.candles(inside, scale, room); else {
        make(inside, "path", {class: "band", d: this.path(this.h, scale) + this.back(this.l, scale) + "Z"});
        make(inside, "path", {class: "close", d: this.path(this.c, scale)});
      }
      this.positions(inside, height);
      this.tripLines(inside, scale);
      this.marks(inside, scale);
    }

    back(values, scale) {
      let d = "";
      for (let i = this.to; i >= this.from; i--) d += "L" + this.sx(this.t[i]).toFixed(1) + " " + scale(values[i]).toFixed(1);
      return d;
    }

    candles(inside, scale, room) {
      const half = Math.min(6, room * 0.32);
      for (let i = this.from; i <= this.to; i++) {
        const x = this.sx(this.t[i]).toFixed(1), top = scale(Math.max(this.o[i], this.c[i])), bottom = scale(Math.min(this.o[i], this.c[i]));
        make(inside, "line", {class: "candle", x1: x, x2: x, y1: scale(this.h[i]), y2: scale(this.l[i])});
        make(inside, "rect", {class: this.c[i] < this.o[i] ? "candle fall" : "candle", x: x - half, y: top,
          width: 2 * half, height: Math.max(1, bottom - top)});
      }
    }

    positions(inside, height) {
      for (let i = this.from; i < this.to;) {
        let end = i + 1;
        while (end < this.to && this.pos[end] === this.pos[i]) end++;
        if (this.pos[i] !== "-") {
          const x = this.sx(this.t[i]);
          make(inside, "rect", {class: this.pos[i] === "L" ? "held-l" : "held-s", x, y: height - 5, height: 4, width: Math.max(0.5, this.sx(this.t[end]) - x)});
        }
        i = end;
      }
    }

    tripLines(inside, scale) {
      const {t, u, px, py, won} = this.trips, paths = {W: "", L: ""};
      for (let i = 0; i < t.length; i++) {
        if (u[i] < this.view[0] || t[i] > this.view[1]) continue;
        paths[won[i]] += `M${this.sx(t[i]).toFixed(1)} ${scale(px[i]).toFixed(1)}L${this.sx(u[i]).toFixed(1)} ${scale(py[i]).toFixed(1)}`;
      }
      make(inside, "path", {class: "trip won", d: paths.W});
      make(inside, "path", {class: "trip lost", d: paths.L});
    }

    marks(inside, scale) {
      const {t, px, side} = this.orders, shown = [];
      for (let i = 0; i < t.length; i++) if (t[i] >= this.view[0] && t[i] <= this.view[1]) shown.push(i);
      const size = shown.length > 500 ? 3 : shown.length > 150 ? 4 : 5.5;
      const paths = {B: "", S: ""};
      for (const i of shown) {
        const x = this.sx(t[i]), y = scale(px[i]), foot = side[i] === "B" ? y + size * 1.7 : y - size * 1.7;
        paths[side[i]] += `M${x.toFixed(1)} ${y.toFixed(1)}L${(x - size).toFixed(1)} ${foot.toFixed(1)}H${(x + size).toFixed(1)}Z`;
      }
      make(inside, "path", {class: "buy", d: paths.B});
      make(inside, "path", {class: "sell", d: paths.S});
    }

    mark(from, to) {
      for (const id in this.panels) {
        this.panels[id].select.setAttribute("x", Math.min(from, to));
        this.panels[id].select.setAttribute("width", Math.abs(to - from));
      }
    }

    /** Moves the read-out to a point, or back to the end of the view for -1. */
    point(index, x) {
      this.cursor = index;
      const at = index < 0 ? Math.max(0, floor(this.t, this.view[1])) : index, visible = index < 0 ? "hidden" : "visible";
      const left = this.sx(this.t[at]);
      for (const id in this.panels) {
        const cross = this.panels[id].cross;
        cross.setAttribute("x1", left);
        cross.setAttribute("x2", left);
        cross.setAttribute("visibility", visible);
      }
      for (const [key, dot] of this.panels.equity.dots) {
        dot.setAttribute("cx", left);
        dot.setAttribute("cy", this.panels.equity.scale(this[key][at]));
        dot.setAttribute("visibility", this.t.length === 1 ? "visible" : visible);
      }
      this.when.textContent = index < 0 ? stamp(this.view[0]) + " to " + stamp(this.view[1]) : stamp(this.t[at]);
      this.readout(at, index < 0 ? null : x === undefined ? left : x);
    }

    readout(at, x) {
      const {equity, drawdown, price} = this.panels;
      for (const key of ["eq", "bh"]) {
        equity.out[key].textContent = number(this[key][at], this.moneyPlaces) + " (" + percent(this[key][at] / this.initial - 1) + ")";
      }
      drawdown.out.dd.textContent = percent(-this.dd[at]);
      drawdown.out.db.textContent = percent(-this.db[at]);
      for (const key of ["o", "h", "l", "c"]) price.out[key].textContent = number(this[key][at], this.pricePlaces);
      price.out.pos.textContent = {L: "long", S: "short", "-": "flat"}[this.pos[at]];
      price.out.order.textContent = x === null ? "" : this.orderText(x);
    }

    orderText(x) {
      const {t, px, qty, fills, side, places} = this.orders;
      if (!t.length) return "";
      const i = nearest(t, this.time(x));
      if (Math.abs(this.sx(t[i]) - x) > 6) return "";
      return (side[i] === "B" ? "\u25b2 bought " : "\u25bc sold ") + number(qty[i], places) + " at " + number(px[i], this.pricePlaces)
        + (fills[i] > 1 ? " in " + fills[i] + " fills" : "") + ", " + stamp(t[i]).slice(11);
    }
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) new Charts(figure);
})();
