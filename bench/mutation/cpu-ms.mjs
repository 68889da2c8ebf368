/** Milliseconds of processor time so far: on a machine that others keep busy a clock says little. */
export function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
