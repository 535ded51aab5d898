/** Whether a picture's description is no more than what a file is called, as in `answer-is-chloroplast.png`. */
export function isFileName(description: string): boolean {
  return /^[^\n]*\.(png|jpe?g|gif|webp|svg|bmp|heic|avif|tiff?)$/i.test(description.trim());
}

/** What a picture is called for those who do not see it; a file's name is kept from them. */
export function pictureWords(description: string): string {
  return isFileName(description) ? "Picture" : description;
}
