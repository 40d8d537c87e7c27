// Follows the rebuild on the page while it goes on; when its state changes, the page is loaded again.

const card = document.querySelector("[data-rebuild]");
const field = (name) => card.querySelector(`[data-field="${name}"]`);
const number = (value) => Math.round(value).toLocaleString("en");
const two = (value) => String(value).padStart(2, "0");

// As the server writes it.
function duration(seconds) {
  const total = Math.round(seconds);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

function show(rebuild) {
  field("progress").max = Math.max(1, rebuild.documentsTotal);
  field("progress").value = rebuild.documentsDone;
  field("done").textContent = number(rebuild.documentsDone);
  field("total").textContent = number(rebuild.documentsTotal);
  field("rateNow").textContent = number(rebuild.docsPerSecond.now);
  field("rateAverage").textContent = number(rebuild.docsPerSecond.average);
  field("eta").textContent = rebuild.eta ? duration(rebuild.eta.seconds) : "–";
}

if (card) {
  const events = new EventSource(`/api/v1/rebuilds/${card.dataset.rebuild}`);
  events.addEventListener("progress", (event) => {
    const rebuild = JSON.parse(event.data);
    if (rebuild.state === card.dataset.state) return show(rebuild);
    events.close();
    location.replace(location.pathname);
  });
}
