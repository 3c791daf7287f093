import type { Contract, Operation, Parameter } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { descriptionAt } from '../description-at.ts';
import { normalise } from './names.ts';
import { applicable } from '../../schema/subschemas.ts';
import { keyword } from '../../schema/keywords.ts';

/** What the documented parameters of a list mean. A parameter that none of this fits changes nothing. */
export interface ListRules {
  limit?: NumberRule;
  /** Pages count from `first`. */
  page?: NumberRule & { first: number };
  offset?: NumberRule;
  cursor?: { name: string };
  sort?: SortRule;
  /** `asc` or `desc`, where that is a parameter of its own. */
  direction?: { name: string; default: string };
  /** Text that any member has to contain. */
  search?: { name: string };
  filters: FilterRule[];
}

interface NumberRule {
  name: string;
  default?: number;
}

interface SortRule {
  name: string;
  default?: string;
}

/** A parameter that has the name of a member of the items, which has to have its value. */
interface FilterRule {
  name: string;
  member: string;
  default?: Json;
}

const LIMIT = /^(limit|perpage|pagesize|size|count|top|maxresults|maxitems|take|first)$/;
const PAGE = /^(page|pagenumber|pageno|pageindex)$/;
const OFFSET = /^(offset|skip|start|startindex|startat|from)$/;
const CURSOR = /^(cursor|pagetoken|nexttoken|continuationtoken|startingafter|after|marker)$/;
const SORT = /^(sort|sortby|order|orderby|ordering)$/;
const DIRECTION = /^(order|direction|sortorder|sortdirection|orderdirection|dir)$/;
const SEARCH = /^(q|query|search|searchterm|filter)$/;

/** Works out what the parameters of a list mean, by their names, their types and the members of the items. */
export function listRules(contract: Contract, { parameters }: Operation, members: Iterable<string>): ListRules {
  const byName = new Map([...members].map((member) => [normalise(member), member]));
  const rules: ListRules = { filters: [] };
  for (const parameter of parameters) {
    if (parameter.in !== 'query') continue;
    const { name } = parameter;
    const word = normalise(name);
    const { types, values, byDefault } = describe(contract, parameter);
    const isNumber = types.has('integer') || types.has('number');
    const isText = types.has('string') || types.size === 0;
    const number: NumberRule = { name, ...(typeof byDefault === 'number' && { default: byDefault }) };
    if (isNumber && LIMIT.test(word)) rules.limit ??= number;
    else if (isNumber && PAGE.test(word)) rules.page ??= { ...number, first: byDefault === 0 ? 0 : 1 };
    else if (isNumber && OFFSET.test(word)) rules.offset ??= number;
    else if (isText && CURSOR.test(word)) rules.cursor ??= { name };
    else if (isText && DIRECTION.test(word) && isDirection(values))
      rules.direction ??= { name, default: typeof byDefault === 'string' ? byDefault : 'asc' };
    else if (!isNumber && SORT.test(word))
      rules.sort ??= { name, ...(typeof byDefault === 'string' && { default: byDefault }) };
    else if (byName.has(word) && !types.has('object') && !hasOwnSyntax(contract, parameter))
      rules.filters.push({
        name,
        member: byName.get(word) as string,
        ...(byDefault !== undefined && { default: byDefault }),
      });
    else if (isText && SEARCH.test(word)) rules.search ??= { name };
  }
  return rules;
}

/** Whether a filter is more than a value: `>=2024-01-01`, `t` for today. */
function hasOwnSyntax(contract: Contract, { pointer }: Parameter): boolean {
  return /\boperators?\b|\bwild ?cards?\b|\bregular expression|\bregex/i.test(descriptionAt(contract, pointer));
}

/** What a schema says of a parameter, and of the items of one that is a list. */
function describe(contract: Contract, { schema }: Parameter) {
  const subschemas = schema === undefined ? [] : applicable(contract, schema, '');
  const types = new Set(subschemas.flatMap(({ schema: { type } }) => (type === undefined ? [] : [type].flat())));
  const values = subschemas.flatMap(({ schema: { enum: listed } }) => (Array.isArray(listed) ? listed : []));
  return { types, values, byDefault: keyword(subschemas, 'default') };
}

function isDirection(values: Json[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === 'string' && /^(asc|desc)/i.test(value));
}
