import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** Where an item is. */
export type Keys = { PK: string; SK: string };

/** An item in plain values: sets are Sets, binary values Uint8Arrays. What is undefined is not stored. */
export type Item = Keys & Record<string, unknown>;

/** An item, its keys or values of an expression, as DynamoDB spells them. */
export type Spelled = Record<string, AttributeValue>;

export const spelled = (values: object): Spelled => marshall(values, { removeUndefinedValues: true });

/** The keys alone, also of an item. */
export const spelledKeys = ({ PK, SK }: Keys): Spelled => spelled({ PK, SK });

export const plain = (item: Spelled): Item => unmarshall(item) as Item;
