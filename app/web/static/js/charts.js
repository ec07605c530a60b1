// Draws every chart of a page from the JSON beside it. Without this script the sentences and tables say the same.

const COLOURS = {
  agreed: "--grey", business: "--business", it: "--it", moved: "--moved", unknown: "--unknown",
  delivery: "--delivery", consultation: "--consultation", scope: "--scope",
  done: "--green", removed: "--red", spent: "--ink", earned: "--green", forecast: "--accent",
};

// Pixels below which a drawing is too narrow for names side by side.
const NARROW = 480;

const locale = (data) => (data.locale === "en" ? "en-GB" : data.locale);
// As the pages around it write them: in British English browsers say Sept.
const month = (data, value) => new Intl.DateTimeFormat(data.locale === "en" ? "en-US" : data.locale, { month: "short", timeZone: "UTC" }).format(value);
const style = () => getComputedStyle(document.documentElement);
const colour = (name) => style().getPropertyValue(name).trim();
const paint = (role) => colour(COLOURS[role]);
const at = (days, values) => days.map((day, n) => [day, values[n]]);

function frame(data) {
  const quiet = colour("--quiet"), line = colour("--line");
  const short = (value) => `${new Date(value).getUTCDate()} ${month(data, value)}`;
  const whole = (value) => `${short(value)} ${new Date(value).getUTCFullYear()}`;
  const number = new Intl.NumberFormat(locale(data), { maximumFractionDigits: 1 });
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    useUTC: true,
    textStyle: { color: colour("--ink"), fontFamily: style().fontFamily, fontSize: 13 },
    grid: { left: 8, right: 16, top: 16, bottom: 44, containLabel: true },
    legend: { bottom: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: colour("--ink") } },
    xAxis: {
      type: "time", axisLine: { lineStyle: { color: quiet } }, axisTick: { show: false },
      axisLabel: { color: quiet, hideOverlap: true, formatter: (value) => short(value) },
    },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: { color: quiet, formatter: (value) => number.format(value) } },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("--raised"), borderColor: line,
      textStyle: { color: colour("--ink") },
      formatter: (points) => [
        whole(points[0].axisValue),
        ...points.filter((one) => one.seriesName && !one.seriesName.startsWith("\u0000") && one.value[1] != null)
          .map((one) => `${one.seriesName}: ${number.format(one.value[1])}`),
      ].join("\n"),
    },
  };
}

const line = (data, one, more) => ({
  type: "line", name: one.name, data: at(data.days, one.values), symbol: "circle", symbolSize: 5, showSymbol: data.days.length < 2,
  color: paint(one.role), lineStyle: { width: 2, color: paint(one.role) }, connectNulls: false, ...more,
});

const kinds = {
  scope(data) {
    const total = data.days.map((_, n) => data.areas.reduce((sum, one) => sum + one.values[n], 0));
    const height = (day) => total[Math.max(0, data.days.findLastIndex((one) => one <= day))];
    return {
      series: [
        ...data.areas.map((one) => line(data, one, {
          stack: "scope", step: "end", showSymbol: false, lineStyle: { width: 0 }, areaStyle: { color: paint(one.role), opacity: one.role === "agreed" ? 0.28 : 0.85 },
        })),
        ...data.lines.map((one) => line(data, one, { step: "end", lineStyle: { width: 2.5, color: paint(one.role), type: one.role === "removed" ? "dashed" : "solid" } })),
        {
          type: "scatter", name: data.mark, data: data.marks.map((one) => ({ value: [one.at, height(one.at)], on: one.on })), symbol: "circle", symbolSize: 12, cursor: "pointer", z: 5,
          itemStyle: { color: colour("--paper"), borderColor: colour("--ink"), borderWidth: 2 }, tooltip: { show: false },
        },
      ],
    };
  },
  voices(data) {
    return {
      series: data.bars.map((one) => ({ type: "bar", name: one.name, data: at(data.days, one.values), color: paint(one.role), barMaxWidth: 10, barGap: "10%" })),
    };
  },
  open(data) {
    return {
      series: data.bars.map((one) => ({ type: "bar", stack: "open", name: one.name, data: at(data.days, one.values), color: paint(one.role), barMaxWidth: 14 })),
    };
  },
  budget(data) {
    const low = data.band.low, span = data.band.high.map((value, n) => (value == null ? null : value - low[n]));
    const hidden = { symbol: "none", lineStyle: { opacity: 0 }, silent: true, stack: "band" };
    const known = data.band.low.some((value) => value != null);
    return {
      series: [
        ...(known ? [
          { type: "line", name: "\u0000low", data: at(data.days, low), ...hidden },
          { type: "line", name: data.band.name, data: at(data.days, span), color: paint("forecast"), areaStyle: { color: paint("forecast"), opacity: 0.2 }, ...hidden, tooltip: { show: false } },
        ] : []),
        ...data.lines.map((one) => line(data, one, one.role === "forecast" ? { lineStyle: { width: 2, type: "dashed", color: paint(one.role) } } : {})),
        {
          type: "line", name: data.level.name, data: data.days.map((day) => [day, data.level.value]), symbol: "none", color: colour("--red"),
          lineStyle: { width: 1.5, type: "dotted", color: colour("--red") },
        },
      ],
      legend: { data: [...data.lines.map((one) => one.name), ...(known ? [data.band.name] : []), data.level.name] },
    };
  },
};

// On a narrow screen each name has a line of its own, and the drawing leaves room for them.
function named(chart, legend, own) {
  if (chart.getWidth() >= NARROW) return { legend };
  const names = (legend.data ?? own.series.map((one) => one.name)).length;
  return { legend: { ...legend, orient: "vertical", itemGap: 4 }, grid: { left: 8, right: 16, top: 16, bottom: 34 + 18 * names, containLabel: true } };
}

function draw(canvas) {
  const data = JSON.parse(document.getElementById(canvas.dataset.from).textContent);
  canvas.hidden = false;
  const chart = echarts.init(canvas);
  const show = () => {
    const own = kinds[canvas.dataset.chart](data), all = frame(data);
    chart.setOption({ ...all, ...own, ...named(chart, { ...all.legend, ...own.legend }, own) }, true);
  };
  show();
  new ResizeObserver(() => { chart.resize(); show(); }).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  if (data.marks) chart.on("click", (event) => { if (event.seriesType === "scatter") lead(event.data.on); });
}

// The row of the first thing that came in on a day.
function lead(day) {
  const row = document.getElementById(`added-${day}`);
  if (!row) return;
  row.closest("details").open = true;
  row.scrollIntoView({ block: "center" });
  row.focus();
}

for (const canvas of document.querySelectorAll("[data-chart]")) draw(canvas);
