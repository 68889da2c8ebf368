import { areOfWindows, OWN_PATHS } from './paths.js';

/** Names that Windows keeps for devices, with any ending (Microsoft, Naming Files, Paths, and Namespaces). */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|:|$)/i;

/** Whether a path names a device of Windows as such, `\\.\nul` or a pipe, of which Node does not always tell that it is there. */
export function isDevicePath(path: string, paths = OWN_PATHS): boolean {
  return areOfWindows(paths) && /^[/\\]{2}\.[/\\]/.test(path);
}

/**
 * Why no file should be written under a path; `null` where nothing speaks against it. Node would make a file of such a
 * name that other programs can neither open nor delete, and behind a colon a second stream that no folder shows.
 */
export function faultOfName(path: string, paths = OWN_PATHS): string | null {
  if (!areOfWindows(paths) || /^[/\\]{2}[.?][/\\]/.test(path)) return null;
  const { root } = paths.parse(path);
  const names = path.slice(root.length).split(/[/\\]/);
  for (const name of names) {
    const [device] = DEVICE.exec(name) ?? [];
    if (device !== undefined) return `${name} is a device on Windows, and no file`;
    const sign = Array.from(name).find((one) => one < ' ' || '<>:"|?*'.includes(one));
    if (sign !== undefined) {
      return `no file on Windows may have ${JSON.stringify(sign)} in its name`;
    }
    if (/[^.][. ]+$/.test(name)) return `no file on Windows may end with a dot or a space`;
  }
  return null;
}
