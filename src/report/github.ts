/** What GitHub's workflows read from a log: commands, in which a name must not begin another. */

/** An error that GitHub shows beside that file. */
export function toAnnotation(file: string, message: string): string {
  const name = escaped(file).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::error file=${name},title=savings moved::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
