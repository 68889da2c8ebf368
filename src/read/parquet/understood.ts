import { UserError } from '../../errors.js';

/** What the library makes of a file. It checks little, so a damaged file makes it fail in any way. */
export async function understood<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error ? error.message : '';
    const packed = /compression codec: (\w+)/.exec(why);
    if (packed === null) throw damaged(file, why);
    throw new UserError(`this Parquet file is packed with ${packed[1]}, which cannot be read`, {
      location: { file },
      hint: 'write it with zstd, snappy, gzip or brotli',
    });
  }
}

/** The library's own messages begin with its name; those of the engine tell a user nothing. */
export function damaged(file: string, why: string): UserError {
  const cut = why.includes('footer != PAR1');
  const detail = why.startsWith('parquet ') ? ` (${why.slice('parquet '.length)})` : '';
  const what = cut ? 'cut short: it does not end as Parquet does' : `damaged${detail}`;
  return new UserError(`this Parquet file is ${what}`, {
    location: { file },
    hint: 'copy or write it again; is whoever writes it finished?',
  });
}
