import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIALECTS } from '../../src/sql/dialects.js';
import type { Engine } from './engines.js';

/** The name of the cluster of all servers. */
export const CLUSTER = 'both';

/** Whether Debian's clickhouse-server and clickhouse-client are there. */
export function hasClickHouse(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v clickhouse-server && command -v clickhouse-client']);
    return true;
  } catch {
    return false;
  }
}

/** Two ClickHouse servers of one cluster, on loopback only, and how to stop both. */
export async function twoClickHouses(): Promise<[Engine, Engine]> {
  const ports = [await freePort(), await freePort()];
  const [a, b] = await Promise.all(ports.map((port) => clickHouse(port, ports)));
  return [a!, b!];
}

async function clickHouse(port: number, cluster: readonly number[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-clickhouse-'));
  for (const name of ['data', 'tmp', 'files', 'schemas']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'config.xml'), configOf(folder, port, cluster));
  writeFileSync(join(folder, 'users.xml'), USERS);
  const server = spawn('clickhouse-server', ['--config-file=config.xml'], { cwd: folder });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await ready(server);
  const ask = async (query: string) => {
    const argv = ['--host', '127.0.0.1', '--port', String(port), '--query', query];
    return (await promisify(execFile)('clickhouse-client', argv, { maxBuffer: 1 << 26 })).stdout;
  };
  return {
    dialect: DIALECTS.clickhouse,
    types: {
      text: 'Nullable(String)',
      double: 'Nullable(Float64)',
      whole: 'Nullable(Int32)',
      boolean: 'Nullable(UInt8)',
    },
    booleans: ['0', '1'],
    storage: 'ENGINE = Memory',
    run: async (sql) => {
      await ask(sql);
    },
    csv: (sql) => ask(`${sql} FORMAT CSVWithNames`),
    close: async () => {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits until a server says that it is ready. */
function ready(server: ReturnType<typeof spawn>): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready for connections')) resolve();
    };
    server.stdout!.on('data', listen);
    server.stderr!.on('data', listen);
    server.once('exit', (code) => reject(new Error(`clickhouse-server ended (${code}): ${said}`)));
  });
}

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address!.port : 0));
    });
  });
}

const USERS = `<yandex>
  <profiles><default></default></profiles>
  <quotas><default></default></quotas>
  <users><default>
    <password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota>
  </default></users>
</yandex>`;

function configOf(folder: string, port: number, cluster: readonly number[]): string {
  const shards = cluster.map((other) => {
    return `<shard><replica><host>127.0.0.1</host><port>${other}</port></replica></shard>`;
  });
  return `<yandex>
  <logger><level>information</level><console>1</console></logger>
  <listen_host>127.0.0.1</listen_host>
  <tcp_port>${port}</tcp_port>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <user_files_path>${folder}/files/</user_files_path>
  <format_schema_path>${folder}/schemas/</format_schema_path>
  <mark_cache_size>67108864</mark_cache_size>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <remote_servers><${CLUSTER}>${shards.join('')}</${CLUSTER}></remote_servers>
</yandex>`;
}
