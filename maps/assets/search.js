/**
 * Incidents whose title or place holds every word of a query.
 * @param {Incidents} incidents
 * @param {string} query
 * @returns {Uint8Array} 1 for each incident that does
 */
function findText(incidents, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return Uint8Array.from({ length: incidents.count }, (_, row) => {
    const text = `${incidents.title(row)} ${incidents.text("place", row) ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? 1 : 0;
  });
}
