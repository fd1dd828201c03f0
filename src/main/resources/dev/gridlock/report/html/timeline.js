// The causal timeline, interactive: one uPlot a panel, all of a target on one axis of time. Without this script the page
// shows the same panels as a picture.
(function () {
  "use strict";
  var source = document.getElementById("timeline-data");
  if (!source || typeof uPlot !== "function") return;
  var DECADES = [0, 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000];
  var HEIGHTS = [170, 140, 120, 160, 120];

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }
  function number(value) {
    return value == null ? "–" : value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  }
  function element(name, attributes, text) {
    var made = document.createElement(name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    if (text != null) made.textContent = text;
    return made;
  }
  function translucent(colour, share) {
    return "color-mix(in srgb, " + colour + " " + share + "%, transparent)";
  }

  // Deadlocks as thin lines, faults as bands, the last answer as a dashed line: in every panel, so that the eye can follow.
  function marks(target) {
    return function (u) {
      var c = u.ctx, box = u.bbox;
      c.save();
      c.beginPath();
      c.rect(box.left, box.top, box.width, box.height);
      c.clip();
      target.faults.forEach(function (fault) {
        var from = u.valToPos(fault.from, "x", true), until = u.valToPos(fault.until, "x", true);
        c.globalAlpha = 0.09;
        c.fillStyle = css("--chart-purple");
        c.fillRect(from, box.top, until - from, box.height);
      });
      c.globalAlpha = 0.4;
      c.strokeStyle = css("--chart-vermillion");
      c.lineWidth = devicePixelRatio * 0.7;
      c.beginPath();
      target.deadlocks.forEach(function (at) {
        var x = u.valToPos(at, "x", true);
        c.moveTo(x, box.top);
        c.lineTo(x, box.top + box.height);
      });
      c.stroke();
      if (target.answered > 0) {
        c.globalAlpha = 0.9;
        c.strokeStyle = css("--chart-ink");
        c.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
        c.beginPath();
        var x = u.valToPos(target.answered, "x", true);
        c.moveTo(x, box.top);
        c.lineTo(x, box.top + box.height);
        c.stroke();
      }
      c.restore();
    };
  }

  function axis(more) {
    return Object.assign({
      stroke: function () { return css("--chart-ink"); },
      grid: { stroke: function () { return css("--chart-grid"); }, width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif"
    }, more);
  }

  function panel(target, index, host, plots, redraw, zoomed, whole) {
    var data = target.panels[index], last = index === target.panels.length - 1;
    var head = element("div", { "class": "panel-head" });
    head.appendChild(element("h4", {}, data.title));
    host.appendChild(head);
    var outputs = [];
    var series = [{}].concat(data.series.map(function (line) {
      return {
        label: line.name,
        stroke: function () { return css(line.colour); },
        width: line.dotted ? 1.5 : 2,
        dash: line.dotted ? [3, 3] : undefined,
        fill: data.title.indexOf("PostgreSQL") === 0
          ? function () { return translucent(css(line.colour), 14); } : undefined,
        spanGaps: true,
        points: { show: false }
      };
    }));
    data.series.forEach(function (line, i) {
      var button = element("button", { type: "button", "class": "series", "aria-pressed": "true" });
      var swatch = element("span", { "class": line.dotted ? "swatch dotted" : "swatch", "aria-hidden": "true" });
      swatch.style.setProperty("--swatch", "var(" + line.colour + ")");
      var value = element("span", { "class": "reading" }, "");
      button.append(swatch, document.createTextNode(line.name + " "), value);
      button.addEventListener("click", function () {
        var on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        plots[index].setSeries(i + 1, { show: on });
      });
      head.appendChild(button);
      outputs.push(value);
    });
    var highest = 1;
    data.series.forEach(function (line) {
      line.values.forEach(function (value) { if (value > highest) highest = value; });
    });
    var place = element("div", { "class": "plot" });
    host.appendChild(place);
    plots[index] = new uPlot({
      width: Math.max(200, place.clientWidth),
      height: HEIGHTS[index] + (last ? 26 : 0),
      padding: [8, 22, last ? 0 : 4, 0],
      legend: { show: false },
      cursor: {
        y: false,
        sync: { key: target.id, setSeries: false },
        drag: { x: true, y: false },
        points: { size: 6 },
        bind: { dblclick: function () { return whole; } }
      },
      scales: {
        x: { time: false },
        y: data.log
          ? { distr: 4, asinh: 1, range: function () { return [0, highest * 1.6]; } }
          : { range: function () { return [0, highest * 1.15]; } }
      },
      axes: [
        axis({
          show: last,
          size: 30,
          values: function (u, splits) { return splits.map(function (s) { return number(s) + " s"; }); }
        }),
        axis({
          size: 64,
          splits: data.log ? function () { return (highest < 20 ? [0, 1, 2, 5, 10, 20] : DECADES).filter(function (d) { return d <= highest * 1.6; }); } : undefined,
          filter: data.log ? function (u, splits) { return splits; } : undefined,
          values: function (u, splits) { return splits.map(function (s) { return s % 1 ? "" : number(s); }); }
        })
      ],
      series: series,
      hooks: {
        drawClear: [marks(target)],
        setCursor: [function (u) {
          var at = u.cursor.idx;
          outputs.forEach(function (output, i) {
            output.textContent = at == null ? "" : number(nearest(data.series[i].values, at));
          });
          if (index === 0) redraw(at);
        }],
        setScale: [function (u, key) {
          if (key !== "x") return;
          var scale = u.scales.x;
          if (index === 0) zoomed(scale.min, scale.max);
          plots.forEach(function (other) {
            if (other && other !== u && (other.scales.x.min !== scale.min || other.scales.x.max !== scale.max)) {
              other.setScale("x", { min: scale.min, max: scale.max });
            }
          });
        }]
      }
    }, [target.x].concat(data.series.map(function (line) { return line.values; })), place);
  }

  // A cell without a sample shows the one before it.
  function nearest(values, at) {
    for (var i = at; i >= 0; i--) if (values[i] != null) return values[i];
    return null;
  }

  function build(target) {
    var host = document.getElementById(target.id);
    if (!host) return;
    var plots = [], whole = { min: 0, max: target.seconds };
    var tools = element("div", { "class": "tools", role: "group", "aria-label": "Zoom" });
    host.appendChild(tools);
    // What is zoomed to is said in words too: a picture that changes tells a screen reader nothing.
    var shown = element("output", { "class": "shown", "aria-label": "Shown" }, "");
    var moment = element("output", { "class": "moment" }, "");
    var slider = element("input", {
      type: "range", min: "0", max: String(target.x.length - 1), value: "0", "aria-label": "Moment that is read"
    });

    function zoom(min, max) {
      var least = target.seconds / 200;
      if (max - min < least) { var middle = (min + max) / 2; min = middle - least / 2; max = middle + least / 2; }
      min = Math.max(whole.min, min);
      max = Math.min(whole.max, max);
      plots[0].setScale("x", { min: min, max: max });
    }
    function by(factor, shift) {
      var scale = plots[0].scales.x, length = scale.max - scale.min, middle = (scale.min + scale.max) / 2 + shift * length;
      var half = Math.min(length * factor, target.seconds) / 2;
      middle = Math.min(whole.max - half, Math.max(whole.min + half, middle));
      zoom(middle - half, middle + half);
    }
    [["Zoom in", 0.5, 0], ["Zoom out", 2, 0], ["Earlier", 1, -0.5], ["Later", 1, 0.5]].forEach(function (tool) {
      var button = element("button", { type: "button" }, tool[0]);
      button.addEventListener("click", function () { by(tool[1], tool[2]); });
      tools.appendChild(button);
    });
    var reset = element("button", { type: "button" }, "Whole run");
    function showWhole() { zoom(whole.min, whole.max); }
    reset.addEventListener("click", showWhole);
    tools.append(reset, shown, slider, moment);
    slider.addEventListener("input", function () {
      var at = Number(slider.value), x = plots[0].valToPos(target.x[at], "x");
      plots[0].setCursor({ left: x, top: 5 }, true, true);
    });
    for (var i = 0; i < target.panels.length; i++) {
      panel(target, i, host, plots, function (at) {
        if (at == null) { moment.textContent = ""; return; }
        moment.textContent = number(target.x[at]) + " s";
        slider.setAttribute("aria-valuetext", moment.textContent);
        slider.value = String(at);
      }, function (min, max) {
        shown.textContent = number(min) + " – " + number(max) + " s";
      }, showWhole);
    }
    showWhole();
    new ResizeObserver(function () {
      plots.forEach(function (plot, i) {
        var width = plot.root.parentElement.clientWidth;
        if (width > 0 && width !== plot.width) plot.setSize({ width: width, height: plot.height });
      });
    }).observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
      plots.forEach(function (plot) { plot.redraw(false); });
    });
  }

  document.documentElement.classList.add("interactive");
  JSON.parse(source.textContent).forEach(function (target) {
    var figure = document.getElementById(target.id).closest("figure");
    var toggle = figure.querySelector("button.as-picture");
    toggle.hidden = false;
    toggle.addEventListener("click", function () {
      var picture = figure.classList.toggle("show-picture");
      toggle.setAttribute("aria-pressed", String(picture));
    });
    build(target);
  });
})();
