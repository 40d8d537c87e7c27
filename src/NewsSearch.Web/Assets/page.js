// What every page may use: shortcuts, pickers for days, and times in the zone of this device until the reader chooses one.

const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="));

/** Shows instants as the server would in the device's zone, and lets the server know it from the next page on. */
function localize() {
  if (cookie("newssearch-zone") || new URLSearchParams(location.search).has("tz")) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === "UTC") return;
  document.cookie = `newssearch-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  const format = (options) => new Intl.DateTimeFormat(document.documentElement.lang + "-u-nu-latn", { timeZone: zone, ...options });
  const day = format({ day: "numeric", month: "long", year: "numeric" });
  const hour = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  // As the server has it in every language.
  const offset = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
  const dayText = (at) => ["day", "month", "year"].map((t) => day.formatToParts(at).find((p) => p.type === t).value).join(" ");
  for (const time of document.querySelectorAll("time[data-moment]")) {
    const parts = hour.formatToParts(new Date(time.dateTime));
    const part = (type) => parts.find((p) => p.type === type)?.value ?? "";
    // The comma is that of the page's language.
    const comma = /(\D) \d\d:\d\d/.exec(time.textContent)?.[1] ?? ",";
    const name = offset.formatToParts(new Date(time.dateTime)).find((p) => p.type === "timeZoneName").value;
    time.textContent = `${dayText(new Date(time.dateTime))}${comma} ${part("hour")}:${part("minute")} ${name.replace("GMT", "UTC")}`;
  }
}

const go = (selector) => document.querySelector(selector)?.click();

/** The shortcuts that the help page lists; none while something is being typed, or where the reader turned them off. */
const shortcuts = {
  "/": () => document.querySelector("#q")?.select(),
  "?": () => location.assign("/help#keys"),
  n: () => go("a[rel=next]"),
  p: () => go("a[rel=prev]"),
  j: () => step(1),
  k: () => step(-1),
  f: () => document.querySelector("#filters input, #filters a")?.focus(),
};

function step(by) {
  const hits = [...document.querySelectorAll(".hit h2 a")];
  hits[Math.max(0, Math.min(hits.length - 1, hits.indexOf(document.activeElement) + by))]?.focus();
}

document.addEventListener("keydown", (event) => {
  const isTyped = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (isTyped || cookie("newssearch-shortcuts")?.endsWith("=off") || event.ctrlKey || event.metaKey || event.altKey || !shortcuts[event.key]) return;
  event.preventDefault();
  shortcuts[event.key]();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

/** Days can be picked. Only after the first paint: the browser takes long to make the first picker of a window. */
function offerPickers() {
  for (const field of document.querySelectorAll("input[data-day]"))
    if (field !== document.activeElement && /^(\d{4}-\d\d-\d\d)?$/.test(field.value)) field.type = "date";
}

requestAnimationFrame(() => setTimeout(offerPickers));
localize();
