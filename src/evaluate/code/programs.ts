/**
 * One task, several authors: programs for everyday tasks, written for this benchmark in different styles and
 * languages. Two of one task are independent solutions; a disguised one is a copy.
 */
export interface Program {
  readonly task: string
  readonly language: 'java' | 'python' | 'ts' | 'go' | 'sql'
  readonly text: string
}

function program(task: string, language: Program['language'], text: string): Program {
  return { task, language, text: `${text.trim()}\n` }
}

export const PROGRAMS: readonly Program[] = [
  program(
    'word count',
    'ts',
    `
export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text.toLowerCase().split(/\\W+/)) {
    if (word === '') continue
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

export function mostFrequent(text: string, limit = 10): string[] {
  const ranked = [...countWords(text)].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return ranked.slice(0, limit).map(([word, count]) => \`\${word}: \${count}\`)
}`,
  ),
  program(
    'word count',
    'ts',
    `
interface Entry { word: string; n: number }

export class Tally {
  private entries: Record<string, number> = {}

  add(line: string) {
    const words = line.match(/[a-z']+/gi) || []
    words.forEach((w) => {
      const key = w.toLowerCase()
      if (key in this.entries) this.entries[key]++
      else this.entries[key] = 1
    })
  }

  top(k: number): Entry[] {
    const list: Entry[] = Object.keys(this.entries).map((word) => ({ word, n: this.entries[word] }))
    list.sort((x, y) => y.n - x.n)
    return list.length > k ? list.slice(0, k) : list
  }
}`,
  ),
  program(
    'word count',
    'python',
    `
from collections import Counter
import re
import sys

def main():
    if len(sys.argv) != 2:
        print("usage: count.py FILE")
        sys.exit(1)
    with open(sys.argv[1], encoding="utf-8") as handle:
        words = re.findall(r"[a-z']+", handle.read().lower())
    for word, number in Counter(words).most_common(10):
        print(f"{number:6d} {word}")

if __name__ == "__main__":
    main()`,
  ),
  program(
    'word count',
    'go',
    `
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	counts := map[string]int{}
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		counts[strings.ToLower(scanner.Text())]++
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	sort.Slice(words, func(i, j int) bool { return counts[words[i]] > counts[words[j]] })
	for i, word := range words {
		if i == 10 {
			break
		}
		fmt.Println(word, counts[word])
	}
}`,
  ),
  program(
    'grades',
    'java',
    `
import java.util.Scanner;

public class Grades {
    public static void main(String[] args) {
        Scanner input = new Scanner(System.in);
        System.out.print("Enter the number of students: ");
        int students = input.nextInt();
        double[] scores = new double[students];
        double best = 0;
        for (int i = 0; i < students; i++) {
            System.out.print("Enter a score: ");
            scores[i] = input.nextDouble();
            if (scores[i] > best) {
                best = scores[i];
            }
        }
        for (int i = 0; i < students; i++) {
            char grade;
            if (scores[i] >= best - 10) grade = 'A';
            else if (scores[i] >= best - 20) grade = 'B';
            else if (scores[i] >= best - 30) grade = 'C';
            else grade = 'F';
            System.out.println("Student " + i + " has score " + scores[i] + " and grade " + grade);
        }
    }
}`,
  ),
  program(
    'grades',
    'java',
    `
import java.util.*;

class GradeBook {
    private final List<Integer> marks = new ArrayList<>();

    void read(Scanner in) {
        int count = in.nextInt();
        while (count-- > 0) marks.add(in.nextInt());
    }

    int highest() {
        return Collections.max(marks);
    }

    static String letter(int mark, int highest) {
        int gap = highest - mark;
        if (gap <= 10) return "A";
        if (gap <= 20) return "B";
        return gap <= 30 ? "C" : "F";
    }

    public static void main(String[] args) {
        GradeBook book = new GradeBook();
        System.out.print("Enter the number of students: ");
        book.read(new Scanner(System.in));
        int highest = book.highest();
        int number = 0;
        for (int mark : book.marks) {
            System.out.printf("Student %d score is %d and grade is %s%n", number++, mark, letter(mark, highest));
        }
    }
}`,
  ),
  program(
    'grades',
    'java',
    `
public class AssignGrades {
    static char gradeFor(double score, double top) {
        if (score >= top - 10) {
            return 'A';
        } else if (score >= top - 20) {
            return 'B';
        } else if (score >= top - 30) {
            return 'C';
        }
        return 'F';
    }

    public static void main(String[] args) {
        java.util.Scanner keyboard = new java.util.Scanner(System.in);
        System.out.println("How many students?");
        int n = keyboard.nextInt();
        double top = Double.MIN_VALUE;
        double[] all = new double[n];
        int k = 0;
        while (k < n) {
            all[k] = keyboard.nextDouble();
            top = Math.max(top, all[k]);
            k = k + 1;
        }
        for (double s : all) System.out.println(s + " -> " + gradeFor(s, top));
        keyboard.close();
    }
}`,
  ),
  program(
    'matrix sum',
    'java',
    `
public class Diagonals {
    public static double majorDiagonal(double[][] m) {
        double sum = 0;
        for (int i = 0; i < m.length; i++) {
            sum += m[i][i];
        }
        return sum;
    }

    public static double rowSum(double[][] m, int row) {
        double sum = 0;
        for (int j = 0; j < m[row].length; j++) {
            sum += m[row][j];
        }
        return sum;
    }

    public static void main(String[] args) {
        double[][] m = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        System.out.println("Sum of the major diagonal is " + majorDiagonal(m));
        for (int i = 0; i < m.length; i++) {
            System.out.println("Sum of row " + i + " is " + rowSum(m, i));
        }
    }
}`,
  ),
  program(
    'matrix sum',
    'java',
    `
import java.util.Scanner;

public class MatrixSums {
    public static void main(String[] args) {
        Scanner scan = new Scanner(System.in);
        int size = scan.nextInt();
        double matrix[][] = new double[size][size];
        for (int r = 0; r < size; r++)
            for (int c = 0; c < size; c++)
                matrix[r][c] = scan.nextDouble();
        double total = 0;
        int at = 0;
        do {
            total = total + matrix[at][at];
            at++;
        } while (at < size);
        System.out.println("The sum of the diagonal is " + total);
        for (double[] row : matrix) {
            double line = 0;
            for (double value : row) line = line + value;
            System.out.println("Row: " + line);
        }
    }
}`,
  ),
  program(
    'matrix sum',
    'python',
    `
def diagonal(matrix):
    return sum(matrix[i][i] for i in range(len(matrix)))

def rows(matrix):
    return [sum(row) for row in matrix]

size = int(input("size: "))
matrix = [[float(x) for x in input().split()] for _ in range(size)]
print("diagonal", diagonal(matrix))
for number, total in enumerate(rows(matrix)):
    print("row", number, total)`,
  ),
  program(
    'matrix sum',
    'ts',
    `
type Matrix = number[][]

const diagonalOf = (m: Matrix) => m.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
const rowSums = (m: Matrix) => m.map((row) => row.reduce((a, b) => a + b, 0))
const columnSums = (m: Matrix) => (m[0] ?? []).map((_, c) => m.reduce((sum, row) => sum + row[c]!, 0))

export function describe(m: Matrix): string {
  return [
    \`diagonal \${diagonalOf(m)}\`,
    ...rowSums(m).map((sum, i) => \`row \${i}: \${sum}\`),
    ...columnSums(m).map((sum, i) => \`column \${i}: \${sum}\`),
  ].join('\\n')
}`,
  ),
  program(
    'binary search tree',
    'ts',
    `
class TreeNode<T> {
  left: TreeNode<T> | null = null
  right: TreeNode<T> | null = null
  constructor(public value: T) {}
}

export class Tree<T> {
  root: TreeNode<T> | null = null

  insert(value: T): void {
    const node = new TreeNode(value)
    if (!this.root) {
      this.root = node
      return
    }
    let current = this.root
    while (true) {
      if (value < current.value) {
        if (!current.left) {
          current.left = node
          return
        }
        current = current.left
      } else {
        if (!current.right) {
          current.right = node
          return
        }
        current = current.right
      }
    }
  }

  has(value: T): boolean {
    let current = this.root
    while (current) {
      if (value === current.value) return true
      current = value < current.value ? current.left : current.right
    }
    return false
  }
}`,
  ),
  program(
    'binary search tree',
    'ts',
    `
type Node<T> = { key: T; smaller?: Node<T>; larger?: Node<T> }

function put<T>(tree: Node<T> | undefined, key: T): Node<T> {
  if (tree === undefined) return { key }
  if (key < tree.key) return { ...tree, smaller: put(tree.smaller, key) }
  if (key > tree.key) return { ...tree, larger: put(tree.larger, key) }
  return tree
}

function contains<T>(tree: Node<T> | undefined, key: T): boolean {
  if (tree === undefined) return false
  return key === tree.key || contains(key < tree.key ? tree.smaller : tree.larger, key)
}

function* walk<T>(tree: Node<T> | undefined): Generator<T> {
  if (tree === undefined) return
  yield* walk(tree.smaller)
  yield tree.key
  yield* walk(tree.larger)
}`,
  ),
  program(
    'binary search tree',
    'java',
    `
public class SearchTree {
    private static class Node {
        int data;
        Node left, right;
        Node(int data) { this.data = data; }
    }

    private Node root;

    public void insert(int data) { root = insert(root, data); }

    private Node insert(Node node, int data) {
        if (node == null) return new Node(data);
        if (data < node.data) node.left = insert(node.left, data);
        else if (data > node.data) node.right = insert(node.right, data);
        return node;
    }

    public boolean search(int data) {
        Node node = root;
        while (node != null) {
            if (data == node.data) return true;
            node = data < node.data ? node.left : node.right;
        }
        return false;
    }

    public void print(Node node) {
        if (node == null) return;
        print(node.left);
        System.out.print(node.data + " ");
        print(node.right);
    }
}`,
  ),
  program(
    'binary search tree',
    'python',
    `
class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

class Tree:
    def __init__(self):
        self.root = None

    def insert(self, key):
        if self.root is None:
            self.root = Node(key)
            return
        node = self.root
        while node:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    break
                node = node.right

    def inorder(self, node, visit):
        if node is not None:
            self.inorder(node.left, visit)
            visit(node.key)
            self.inorder(node.right, visit)`,
  ),
  program(
    'http server',
    'ts',
    `
import express from 'express'

const app = express()
app.use(express.json())

interface Todo { id: number; title: string; done: boolean }
const todos: Todo[] = []

app.get('/todos', (req, res) => {
  res.json(todos)
})

app.post('/todos', (req, res) => {
  const todo = { id: todos.length + 1, title: req.body.title, done: false }
  todos.push(todo)
  res.status(201).json(todo)
})

app.delete('/todos/:id', (req, res) => {
  const index = todos.findIndex((todo) => todo.id === Number(req.params.id))
  if (index < 0) return res.status(404).json({ error: 'not found' })
  todos.splice(index, 1)
  res.status(204).end()
})

app.listen(3000, () => console.log('listening on 3000'))`,
  ),
  program(
    'http server',
    'ts',
    `
import { createServer } from 'node:http'

const tasks = new Map<string, { text: string; finished: boolean }>()

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const reply = (status: number, body?: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }
  if (url.pathname !== '/tasks') return reply(404, { message: 'no such page' })
  switch (request.method) {
    case 'GET':
      return reply(200, Object.fromEntries(tasks))
    case 'POST': {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { text } = JSON.parse(Buffer.concat(chunks).toString())
      tasks.set(crypto.randomUUID(), { text, finished: false })
      return reply(201)
    }
    default:
      return reply(405)
  }
})

server.listen(Number(process.env.PORT ?? 8080))`,
  ),
  program(
    'http server',
    'python',
    `
from flask import Flask, jsonify, request

app = Flask(__name__)
items = []

@app.route("/items", methods=["GET"])
def list_items():
    return jsonify(items)

@app.route("/items", methods=["POST"])
def add_item():
    data = request.get_json()
    if not data or "name" not in data:
        return jsonify({"error": "name is required"}), 400
    item = {"id": len(items) + 1, "name": data["name"]}
    items.append(item)
    return jsonify(item), 201

if __name__ == "__main__":
    app.run(debug=True)`,
  ),
  program(
    'http server',
    'go',
    `
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"sync"
)

type note struct {
	ID   int    \`json:"id"\`
	Text string \`json:"text"\`
}

var (
	mu    sync.Mutex
	notes []note
)

func handle(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	switch r.Method {
	case http.MethodGet:
		json.NewEncoder(w).Encode(notes)
	case http.MethodPost:
		var n note
		if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		n.ID = len(notes) + 1
		notes = append(notes, n)
		w.WriteHeader(http.StatusCreated)
	default:
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}

func main() {
	http.HandleFunc("/notes", handle)
	log.Fatal(http.ListenAndServe(":8080", nil))
}`,
  ),
  program(
    'temperature',
    'java',
    `
import java.util.Scanner;

public class Temperature {
    public static void main(String[] args) {
        Scanner input = new Scanner(System.in);
        System.out.print("Enter a degree in Celsius: ");
        double celsius = input.nextDouble();
        double fahrenheit = (9.0 / 5) * celsius + 32;
        System.out.println(celsius + " Celsius is " + fahrenheit + " Fahrenheit");
    }
}`,
  ),
  program(
    'temperature',
    'java',
    `
public class Convert {
    static double toFahrenheit(double c) { return c * 1.8 + 32; }

    public static void main(String[] args) {
        System.out.println("Celsius Fahrenheit");
        for (int c = -20; c <= 40; c += 5) {
            System.out.printf("%7d %10.1f%n", c, toFahrenheit(c));
        }
    }
}`,
  ),
  program(
    'temperature',
    'java',
    `
import java.util.Scanner;

class CelsiusToFahrenheit {
    public static void main(String[] arguments) {
        Scanner sc = new Scanner(System.in);
        System.out.print("Enter degrees Celsius: ");
        double c = sc.nextDouble();
        double f = 9.0 / 5.0 * c + 32.0;
        System.out.println("That is " + f + " degrees Fahrenheit.");
        sc.close();
    }
}`,
  ),
  program(
    'sales report',
    'sql',
    `
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), placed DATE, total NUMERIC);

SELECT c.name, COUNT(o.id) AS orders, SUM(o.total) AS revenue
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id
WHERE o.placed >= DATE '2024-01-01'
GROUP BY c.name
HAVING SUM(o.total) > 1000
ORDER BY revenue DESC
LIMIT 20;`,
  ),
  program(
    'sales report',
    'sql',
    `
WITH monthly AS (
  SELECT date_trunc('month', sold_at) AS month, region, SUM(amount) AS amount
  FROM sales
  WHERE cancelled = false
  GROUP BY 1, 2
)
SELECT month, region, amount,
       amount - LAG(amount) OVER (PARTITION BY region ORDER BY month) AS change,
       RANK() OVER (PARTITION BY month ORDER BY amount DESC) AS place
FROM monthly
ORDER BY month, place;`,
  ),
  program(
    'sales report',
    'sql',
    `
SELECT k.name, count(*) AS number_of_orders, sum(b.price * b.quantity) AS turnover
FROM clients AS k
JOIN purchases AS p ON p.client = k.id
JOIN basket AS b ON b.purchase = p.id
WHERE p.created_on BETWEEN '2023-01-01' AND '2023-12-31'
  AND k.deleted_on IS NULL
GROUP BY k.id, k.name
ORDER BY turnover DESC, k.name;`,
  ),
  program(
    'csv to json',
    'python',
    `
import argparse
import csv
import json

parser = argparse.ArgumentParser(description="Converts CSV to JSON")
parser.add_argument("--input", required=True, help="input file")
parser.add_argument("--output", default="out.json", help="output file")
args = parser.parse_args()

with open(args.input, newline="") as source:
    rows = list(csv.DictReader(source))

with open(args.output, "w") as target:
    json.dump(rows, target, indent=2)

print(f"{len(rows)} rows written to {args.output}")`,
  ),
  program(
    'csv to json',
    'ts',
    `
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { input: { type: 'string' }, output: { type: 'string' } } })
if (values.input === undefined) {
  console.error('give a file with --input')
  process.exit(1)
}
const [head, ...lines] = readFileSync(values.input, 'utf8').trim().split('\\n')
const names = head!.split(',')
const rows = lines.map((line) => {
  const cells = line.split(',')
  return Object.fromEntries(names.map((name, i) => [name, cells[i]]))
})
writeFileSync(values.output ?? 'rows.json', JSON.stringify(rows, null, 2))`,
  ),
  program(
    'csv to json',
    'go',
    `
package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"log"
	"os"
)

func main() {
	path := flag.String("in", "", "csv file")
	flag.Parse()
	file, err := os.Open(*path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		out = append(out, row)
	}
	json.NewEncoder(os.Stdout).Encode(out)
}`,
  ),
  program(
    'counter component',
    'ts',
    `
import React, { useState, useEffect } from 'react'

export default function Counter({ start = 0 }) {
  const [count, setCount] = useState(start)

  useEffect(() => {
    document.title = \`Clicked \${count} times\`
  }, [count])

  return (
    <div className="counter">
      <p>You clicked {count} times</p>
      <button onClick={() => setCount(count + 1)}>More</button>
      <button onClick={() => setCount(0)} disabled={count === 0}>Reset</button>
    </div>
  )
}`,
  ),
  program(
    'counter component',
    'ts',
    `
import { useReducer } from 'react'

type Action = { type: 'up' } | { type: 'down' } | { type: 'clear' }

function reduce(state: number, action: Action): number {
  switch (action.type) {
    case 'up': return state + 1
    case 'down': return Math.max(0, state - 1)
    case 'clear': return 0
  }
}

export const Stepper = () => {
  const [value, dispatch] = useReducer(reduce, 0)
  return (
    <section>
      <output>{value}</output>
      <button onClick={() => dispatch({ type: 'up' })}>+</button>
      <button onClick={() => dispatch({ type: 'down' })}>−</button>
      <button onClick={() => dispatch({ type: 'clear' })}>clear</button>
    </section>
  )
}`,
  ),
  program(
    'account',
    'java',
    `
public class Account {
    private String owner;
    private double balance;

    public Account(String owner, double balance) {
        this.owner = owner;
        this.balance = balance;
    }

    public String getOwner() { return owner; }

    public void setOwner(String owner) { this.owner = owner; }

    public double getBalance() { return balance; }

    public void deposit(double amount) {
        if (amount <= 0) throw new IllegalArgumentException("amount must be positive");
        balance += amount;
    }

    public void withdraw(double amount) {
        if (amount > balance) throw new IllegalStateException("insufficient funds");
        balance -= amount;
    }

    @Override
    public String toString() { return owner + ": " + balance; }
}`,
  ),
  program(
    'account',
    'java',
    `
class BankAccount {
    private final String number;
    private long cents;

    BankAccount(String number) { this.number = number; }

    long balance() { return cents; }

    boolean pay(long amount) {
        if (amount < 1 || amount > cents) return false;
        cents -= amount;
        return true;
    }

    void receive(long amount) {
        cents += Math.max(0, amount);
    }

    boolean transfer(BankAccount other, long amount) {
        boolean paid = pay(amount);
        if (paid) other.receive(amount);
        return paid;
    }
}`,
  ),
  program(
    'account',
    'python',
    `
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("insufficient funds")
        self.balance -= amount
        return self.balance

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"`,
  ),
  program(
    'prime numbers',
    'python',
    `
def sieve(limit):
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    for n in range(2, int(limit ** 0.5) + 1):
        if is_prime[n]:
            for multiple in range(n * n, limit + 1, n):
                is_prime[multiple] = False
    return [n for n, prime in enumerate(is_prime) if prime]

print(sieve(100))`,
  ),
  program(
    'prime numbers',
    'ts',
    `
export function primesUpTo(max: number): number[] {
  const composite = new Uint8Array(max + 1)
  const primes: number[] = []
  for (let candidate = 2; candidate <= max; candidate++) {
    if (composite[candidate]) continue
    primes.push(candidate)
    for (let k = candidate * candidate; k <= max; k += candidate) composite[k] = 1
  }
  return primes
}`,
  ),
  program(
    'prime numbers',
    'java',
    `
public class Primes {
    static boolean isPrime(int number) {
        if (number < 2) return false;
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) return false;
        }
        return true;
    }

    public static void main(String[] args) {
        int count = 0;
        for (int number = 2; count < 50; number++) {
            if (isPrime(number)) {
                System.out.print(number + " ");
                if (++count % 10 == 0) System.out.println();
            }
        }
    }
}`,
  ),
  program(
    'prime numbers',
    'java',
    `
import java.util.ArrayList;
import java.util.List;

public class PrimeSieve {
    public static List<Integer> primes(int limit) {
        boolean[] crossed = new boolean[limit + 1];
        List<Integer> found = new ArrayList<>();
        int candidate = 2;
        while (candidate <= limit) {
            if (!crossed[candidate]) {
                found.add(candidate);
                int multiple = 2 * candidate;
                while (multiple <= limit) {
                    crossed[multiple] = true;
                    multiple += candidate;
                }
            }
            candidate++;
        }
        return found;
    }
}`,
  ),
]
