/** What tabs of one browser say to each other by `name`; nobody hears where the browser has no such thing. */
export function channel(name: string, onHeard: (said: unknown) => void): (said: unknown) => void {
  try {
    const it = new BroadcastChannel(name);
    it.onmessage = ({ data }) => onHeard(data);
    return (said) => {
      try {
        it.postMessage(said);
      } catch {
        // Any failure: this tab is alone, as far as it can know.
      }
    };
  } catch {
    // Any failure: nobody hears.
    return () => {};
  }
}
