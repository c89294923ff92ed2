/**
 * Code that anybody writes: idioms, answers in prose with a line of code, and solutions of common tasks, written
 * for this benchmark by somebody who had none of the evaluated files before them.
 */
export const BENIGN_ANSWERS: readonly string[] = [
  fenced('for (let i = 0; i < items.length; i++) {\n  console.log(items[i])\n}'),
  fenced('const total = prices.reduce((sum, price) => sum + price, 0)\nreturn total / prices.length'),
  fenced('if (value === undefined || value === null) {\n  throw new Error("value is missing")\n}'),
  fenced('try {\n  await save(order)\n} catch (error) {\n  console.error(error)\n  throw error\n}'),
  fenced(
    'export class Counter {\n  private count = 0\n  increment() { this.count += 1; return this.count }\n}',
  ),
  fenced(
    'def bubble(xs):\n    n = len(xs)\n    for i in range(n):\n        for j in range(n - 1 - i):\n            if xs[j] > xs[j + 1]:\n                xs[j], xs[j + 1] = xs[j + 1], xs[j]\n    return xs',
  ),
  fenced(
    'function sortByBubbles(list) {\n  let swapped = true\n  while (swapped) {\n    swapped = false\n    for (let k = 1; k < list.length; k++) {\n      if (list[k - 1] > list[k]) {\n        const t = list[k]\n        list[k] = list[k - 1]\n        list[k - 1] = t\n        swapped = true\n      }\n    }\n  }\n  return list\n}',
  ),
  fenced(
    'function insertionSort(a: number[]) {\n  for (let i = 1; i < a.length; i += 1) {\n    const x = a[i]\n    let j = i\n    while (j > 0 && a[j - 1] > x) {\n      a[j] = a[j - 1]\n      j -= 1\n    }\n    a[j] = x\n  }\n  return a\n}',
  ),
  fenced(
    'function find(sorted, wanted) {\n  let lo = 0, hi = sorted.length - 1\n  while (lo <= hi) {\n    const mid = (lo + hi) >> 1\n    if (sorted[mid] === wanted) return mid\n    if (sorted[mid] < wanted) lo = mid + 1\n    else hi = mid - 1\n  }\n  return -1\n}',
  ),
  fenced(
    'function gcd(a, b) {\n  while (b) [a, b] = [b, a % b]\n  return Math.abs(a)\n}\nconst lcm = (a, b) => (a / gcd(a, b)) * b',
  ),
  fenced(
    'const fib = (n: number): number => {\n  let [x, y] = [0, 1]\n  while (n-- > 0) [x, y] = [y, x + y]\n  return x\n}',
  ),
  fenced(
    'func Fibonacci(n int) int {\n\tif n < 2 {\n\t\treturn n\n\t}\n\ta, b := 0, 1\n\tfor i := 2; i <= n; i++ {\n\t\ta, b = b, a+b\n\t}\n\treturn b\n}',
  ),
  fenced(
    'class Stack<T> {\n  private items: T[] = []\n  push(x: T) { this.items.push(x) }\n  pop() { return this.items.pop() }\n  peek() { return this.items[this.items.length - 1] }\n  get size() { return this.items.length }\n  isEmpty() { return this.items.length === 0 }\n}',
  ),
  fenced(
    'class Node<T> { constructor(public value: T, public next: Node<T> | null = null) {} }\nclass LinkedQueue<T> {\n  head: Node<T> | null = null\n  tail: Node<T> | null = null\n  enqueue(value: T) {\n    const node = new Node(value)\n    if (this.tail) this.tail.next = node\n    else this.head = node\n    this.tail = node\n  }\n  dequeue(): T | undefined {\n    const node = this.head\n    if (!node) return undefined\n    this.head = node.next\n    if (!this.head) this.tail = null\n    return node.value\n  }\n}',
  ),
  fenced('int digitSum(int n) {\n  int s = 0;\n  while (n > 0) { s += n % 10; n /= 10; }\n  return s;\n}'),
  fenced('def digit_sum(number):\n    return sum(int(d) for d in str(abs(number)))'),
  fenced(
    'def lcs(a, b):\n    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]\n    for i, x in enumerate(a, 1):\n        for j, y in enumerate(b, 1):\n            table[i][j] = table[i-1][j-1] + 1 if x == y else max(table[i-1][j], table[i][j-1])\n    return table[-1][-1]',
  ),
  fenced(
    'function coinChange(coins: number[], amount: number) {\n  const ways = new Array(amount + 1).fill(Infinity)\n  ways[0] = 0\n  for (const coin of coins)\n    for (let a = coin; a <= amount; a++) ways[a] = Math.min(ways[a], ways[a - coin] + 1)\n  return ways[amount] === Infinity ? -1 : ways[amount]\n}',
  ),
  fenced(
    'function union(a, b) { parent[root(a)] = root(b) }\nfunction root(x) { return parent[x] === x ? x : (parent[x] = root(parent[x])) }',
  ),
  fenced(
    'function median(xs: number[]) {\n  const s = [...xs].sort((p, q) => p - q)\n  const h = Math.floor(s.length / 2)\n  return s.length % 2 ? s[h] : (s[h - 1] + s[h]) / 2\n}',
  ),
  fenced(
    'fn pascal(rows: usize) -> Vec<Vec<u64>> {\n    let mut out: Vec<Vec<u64>> = vec![];\n    for n in 0..rows {\n        let mut row = vec![1; n + 1];\n        for k in 1..n {\n            row[k] = out[n - 1][k - 1] + out[n - 1][k];\n        }\n        out.push(row);\n    }\n    out\n}',
  ),
  fenced(
    "SELECT customer.name, SUM(orders.total) AS total\nFROM customer JOIN orders ON orders.customer_id = customer.id\nWHERE orders.placed >= DATE '2024-01-01'\nGROUP BY customer.name ORDER BY total DESC LIMIT 10",
  ),
  fenced('for file in *.log; do\n  gzip -9 "$file" && echo "packed $file"\ndone'),
  'Call `array.filter((item) => item.active)` to keep the active ones, then `map` them to their names.',
  'Use `git rebase --interactive HEAD~3` and mark the commits you want to join with `squash`.',
  'The function returns -1 when nothing is found, so compare with `>= 0` before you use the index.',
  '配列の合計は `values.reduce((sum, value) => sum + value, 0)` で求められます。空の配列では 0 になります。',
  'A linked list keeps each value in a node that knows the next one; inserting at the head takes constant time.',
]

function fenced(code: string): string {
  return `One way to do it:\n\n\`\`\`\n${code}\n\`\`\`\n\nThat is all there is to it.`
}
