/** How the help of every command looks. */

import { Help, type Option } from "@commander-js/extra-typings";

const help = new Help();

export const HELP_STYLE = {
  /** In a terminal of 60 columns, too. */
  minWidthToWrap: 20,
  /** What is off unless it is given needs no words; a list stands as it would be typed. */
  optionDescription: (option: Option): string =>
    help
      .optionDescription(option)
      .replace(/ ?\(default: (?:false|\[\])\)$/, "")
      .replace(/(?<=default: )\[".*"\](?=\)$)/, (list) => JSON.parse(list).join(" ")),
};
