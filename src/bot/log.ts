// Where the bot notes what happens: constant sentences with data beside them, never what people typed.

export interface Log {
  info(data: object, says: string): void;
  warn(data: object, says: string): void;
  error(data: object, says: string): void;
}
