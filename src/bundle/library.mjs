import { dirname } from 'node:path';
import { build } from 'esbuild';
import { LIBRARY, root } from './bundles.mjs';

/*
 * The library as files that a bundler can take a part of. A module that nobody needs is left out as a whole
 * (`sideEffects` of package.json), so what is needed apart must lie apart. A file for each module would do, but
 * Node takes 0.3 s to open 600. So esbuild splits by rooms: two modules share a file where the same
 * rooms need them.
 */

/**
 * The files of the library, `index.js` and what it imports, with what esbuild says of them: `outputFiles` and
 * `metafile`.
 */
export async function builtLibrary() {
  const whole = await build({ ...LIBRARY, write: false });
  const rooms = roomsOf(Object.keys(whole.metafile.inputs));
  const { outputFiles, metafile } = await build({
    ...LIBRARY,
    entryPoints: ['src/index.ts', ...Object.keys(rooms).map((room) => `room:${room}`)],
    entryNames: '[name]',
    chunkNames: 'library/[name]-[hash]',
    splitting: true,
    plugins: [entryForRoom(rooms)],
    write: false,
  });
  const names = reached('index.js', metafile.outputs);
  return {
    outputFiles: outputFiles.filter(({ path }) => names.has(path.slice(root.length + 1))),
    metafile,
  };
}

/** The modules of the library by the room that they are split by. */
function roomsOf(modules) {
  const rooms = {};
  for (const path of modules.filter((one) => one.startsWith('src/') && one !== 'src/index.ts')) {
    const room = roomOf(path);
    rooms[room] ??= [];
    rooms[room].push(path);
  }
  return rooms;
}

/** A folder of `stats`, of which few are needed at once; of the rest the layer. */
function roomOf(path) {
  return path.startsWith('src/stats/') ? dirname(path) : path.split('/').slice(0, 2).join('/');
}

/** Makes of each room an entry that needs all of its modules; what is made of the entry itself is not kept. */
function entryForRoom(rooms) {
  const contentsOf = (room) => rooms[room].map((path) => `import './${path}';`).join('\n');
  return {
    name: 'entry-for-room',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^room:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'room' }));
      onLoad({ filter: /()/, namespace: 'room' }, ({ path }) => ({
        contents: contentsOf(path),
        resolveDir: root,
      }));
    },
  };
}

/** The names of an output and of all that it imports, now or later. */
function reached(name, outputs, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, external } of outputs[name].imports) {
    if (!external) reached(path, outputs, seen);
  }
  return seen;
}
