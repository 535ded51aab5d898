/** Attributes of what was just added, or of nothing else: the focus is on it when the page has come. */
export function justAdded(isAdded: boolean): { tabIndex?: -1; autofocus?: true } {
  return isAdded ? { tabIndex: -1, autofocus: true } : {};
}
