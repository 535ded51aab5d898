/** What a message at the foot of an editor says. */
export interface Note {
  text: string;
  undo?: () => void;
}
