/*
 * What the schemas of zod/mini are to the compiler, as far as types of the library ask: what each of them holds.
 * Whoever uses the library has no zod, by which its types would be `any` without a word. This stands in
 * for it in dist/types; test/library/types.test.ts compares each type of the library with what zod makes of it.
 */

/** A schema of values of this type. */
interface Schema<T> {
  readonly holds: T;
}

export type output<S> = S extends Schema<infer T> ? T : never;

export type ZodMiniBoolean<T = boolean> = Schema<T>;
export type ZodMiniISODateTime = Schema<string>;
export type ZodMiniInt = Schema<number>;
export type ZodMiniNull = Schema<null>;
export type ZodMiniNumber<T = number> = Schema<T>;
export type ZodMiniString<T = string> = Schema<T>;
export type ZodMiniLiteral<T> = Schema<T>;
export type ZodMiniEnum<E> = Schema<E[keyof E]>;
export type ZodMiniNullable<S> = Schema<output<S> | null>;
export type ZodMiniArray<S> = Schema<output<S>[]>;
export type ZodMiniUnion<All extends readonly unknown[]> = Schema<output<All[number]>>;
export type ZodMiniRecord<K, V> = Schema<Record<output<K> & string, output<V>>>;

/** A value of an object that may be absent or undefined, or, exactly, no more than absent. */
export interface ZodMiniOptional<S> extends Schema<output<S> | undefined> {
  readonly mayBeAbsent: true;
}
export interface ZodMiniExactOptional<S> extends Schema<output<S>> {
  readonly mayBeAbsent: true;
}

type Absent<Shape> = {
  [K in keyof Shape]: Shape[K] extends { readonly mayBeAbsent: true } ? K : never;
}[keyof Shape];
type Held<Shape> = { [K in Exclude<keyof Shape, Absent<Shape>>]: output<Shape[K]> } & {
  [K in Absent<Shape>]?: output<Shape[K]>;
};

export type ZodMiniObject<Shape, _Config> = Schema<{ [K in keyof Held<Shape>]: Held<Shape>[K] }>;

export namespace core {
  /** No other key is allowed, which the compiler does not know. */
  export type $strict = 'strict';
}
