/**
 * The same function, which works each row out once: for what depends on a row alone, where a store gives the same row
 * again as the same object. Neither the row nor the result may be changed afterwards.
 */
export function oncePerRow<R extends object, V>(work: (row: R) => V): (row: R) => V {
  const known = new WeakMap<R, V>();
  return (row) => {
    const found = known.get(row);
    if (found !== undefined) return found;
    const made = work(row);
    known.set(row, made);
    return made;
  };
}
