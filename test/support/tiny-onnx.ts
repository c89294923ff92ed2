/**
 * The smallest token classifier: each piece has its logits in a table (`Gather`). Written as protobuf by hand
 * after onnx.proto3, so that no model has to be shipped or downloaded.
 */
export function tinyTokenClassifier(logits: readonly (readonly number[])[]): Uint8Array {
  const rows = logits.length
  const width = logits[0]?.length ?? 0
  const table = concat(
    packed(1, [rows, width]),
    number(2, 1),
    text(8, 'table'),
    bytes(9, new Uint8Array(Float32Array.from(logits.flat()).buffer)),
  )
  const node = concat(text(1, 'table'), text(1, 'input_ids'), text(2, 'logits'), text(4, 'Gather'))
  const graph = concat(
    bytes(1, node),
    text(2, 'tiny'),
    bytes(5, table),
    bytes(11, valueInfo('input_ids', 7, ['batch', 'length'])),
    bytes(12, valueInfo('logits', 1, ['batch', 'length', width])),
  )
  return concat(number(1, 8), bytes(7, graph), bytes(8, number(2, 13)))
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Uint8Array {
  const dims = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)))
  const tensor = concat(number(1, type), bytes(2, concat(...dims)))
  return concat(text(1, name), bytes(2, bytes(1, tensor)))
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]
}

const number = (field: number, value: number) => Uint8Array.from([...varint(field << 3), ...varint(value)])
const bytes = (field: number, value: Uint8Array) =>
  concat(Uint8Array.from([...varint((field << 3) | 2), ...varint(value.length)]), value)
const text = (field: number, value: string) => bytes(field, Buffer.from(value))
const packed = (field: number, values: readonly number[]) =>
  bytes(field, Uint8Array.from(values.flatMap(varint)))

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
