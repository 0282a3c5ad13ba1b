// Equal facts have equal bytes, and others have others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('sorts keys at every depth, keeps lists in order, and leaves no blanks', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: true } })).toBe('{"a":{"c":true,"d":null},"b":[2,1]}');
  });

  it('refuses numbers that JSON does not have', () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(() => canonicalJson({ number })).toThrow(TypeError);
  });

  it('has one spelling whatever the order of the keys, and reads back as it was', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    // Its own spelling of what no object can hold as an own key is not asked for.
    const key = fc.string().filter((one) => one !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (facts) => {
        const turned = Object.fromEntries(Object.entries(facts).toReversed());

        const spelled = canonicalJson(facts);

        expect(canonicalJson(turned)).toBe(spelled);
        expect(JSON.parse(spelled)).toEqual(facts);
      }),
    );
  });
});
