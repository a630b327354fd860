// An amount inside a template: prints as money, is false when zero, compares by its cents divided into units.

import { Drop } from 'liquidjs';
import type { Comparable } from 'liquidjs/dist/drop/comparable.js';

/** `{% if fee %}`, `{% if fee > 0 %}` and `{{ fee }}` all do what a finance person expects. */
export class TemplateAmount extends Drop implements Comparable {
  readonly units: number;
  private readonly text: string;

  /** `text` is the amount as printed, `units` its value in whole currency units, for comparisons only. */
  constructor(text: string, units: number) {
    super();
    this.text = text;
    this.units = units;
  }

  override valueOf(): string | null {
    return this.units === 0 ? null : this.text;
  }

  override toString(): string {
    return this.text;
  }

  equals(other: unknown): boolean {
    return this.units === unitsOf(other);
  }

  gt(other: unknown): boolean {
    return this.units > unitsOf(other);
  }

  geq(other: unknown): boolean {
    return this.units >= unitsOf(other);
  }

  lt(other: unknown): boolean {
    return this.units < unitsOf(other);
  }

  leq(other: unknown): boolean {
    return this.units <= unitsOf(other);
  }
}

function unitsOf(other: unknown): number {
  return other instanceof TemplateAmount ? other.units : Number(other);
}
