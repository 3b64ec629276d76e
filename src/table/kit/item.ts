import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** The primary key of an item. */
export type Keys = { PK: string; SK: string };

/** An item in plain values: sets are Sets, binary values Uint8Arrays. Undefined attributes are not stored. */
export type Item = Keys & Record<string, unknown>;

/** An item, its keys, or values of an expression, in DynamoDB's format. */
export type Spelled = Record<string, AttributeValue>;

export const spelled = (values: object): Spelled => marshall(values, { removeUndefinedValues: true });

/** Only the keys, also of a whole item. */
export const spelledKeys = ({ PK, SK }: Keys): Spelled => spelled({ PK, SK });

export const plain = (item: Spelled): Item => unmarshall(item) as Item;
