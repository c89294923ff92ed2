/** What every program says, an idiom a line: frames, not solutions. */
export const CODE_COMMONPLACES: string = `
public static void main(String[] args) { System.out.println("Hello, World!");
public class Main { public static void main(String[] args) { System.out.println("Hello World");
public class HelloWorld { public static void main(String[] args) throws Exception {
Scanner scanner = new Scanner(System.in); Scanner input = new Scanner(System.in); System.out.print("Enter a number: ");
import java.util.ArrayList; import java.util.HashMap; import java.util.List; import java.util.Map; import java.util.Scanner; import java.io.IOException;
for (int i = 0; i < array.length; i++) { for (int j = 0; j < array.length; j++) {
for (int i = 0; i < n; i++) { for (int j = i + 1; j < n; j++) { System.out.println(i); System.out.print(array[i] + " "); } System.out.println(); }
@Override public String toString() { return "" } @Override public boolean equals(Object o) { if (this == o) return true; if (o == null || getClass() != o.getClass()) return false; @Override public int hashCode() { return Objects.hash(id, name); }
public String getName() { return name; } public void setName(String name) { this.name = name; } public int getId() { return id; } public void setId(int id) { this.id = id; }
try { } catch (Exception e) { e.printStackTrace(); } catch (IOException e) { throw new RuntimeException(e); } finally { connection.close(); }
for (let i = 0; i < array.length; i++) { console.log(array[i]); } for (let i = 0; i < items.length; i++) { console.log(items[i]) }
for (const item of items) { console.log(item) } for (const [key, value] of Object.entries(object)) { console.log(key, value) }
if (value === undefined || value === null) { throw new Error("value is required") } if (!response.ok) { throw new Error(response.statusText) }
try { } catch (error) { console.error(error); throw error; } const response = await fetch(url); const data = await response.json();
const express = require("express"); const app = express(); const port = process.env.PORT || 3000; app.use(express.json()); app.get("/", (req, res) => { res.send("Hello World!"); }); app.listen(port, () => { console.log("Server is running on port " + port); });
app.get("/", (req, res) => { res.send("Hello World!") }) app.listen(port, () => { console.log(\`Example app listening on port \${port}\`) })
import express from "express"; import { readFile } from "node:fs/promises"; import path from "node:path"; const app = express(); app.listen(3000)
import React, { useState, useEffect } from "react"; const [count, setCount] = useState(0); useEffect(() => { }, []); return ( <div className="container"> <h1>Hello</h1> <button onClick={() => setCount(count + 1)}> export default function App() { export default App;
import { useState } from "react"; export default function App() { const [count, setCount] = useState(0)
<!DOCTYPE html> <html lang="en"> <head> <meta charset="UTF-8"> <meta name="viewport" content="width=device-width, initial-scale=1.0"> <title>Document</title> <link rel="stylesheet" href="style.css"> </head> <body> <script src="script.js"></script> </body> </html>
def __init__(self): def __init__(self, name): self.name = name def __str__(self): return self.name def __repr__(self): return f"{self.__class__.__name__}"
if __name__ == "__main__": main() def main(): parser = argparse.ArgumentParser(description="") parser.add_argument("--input", help="input file", required=True) args = parser.parse_args()
import argparse import json import os import sys import logging import numpy as np import pandas as pd import matplotlib.pyplot as plt logging.basicConfig(level=logging.INFO) logger = logging.getLogger(__name__)
with open(filename, "r", encoding="utf-8") as f: data = json.load(f) with open("data.txt") as file: for line in file: print(line.strip())
for i in range(len(array)): for i in range(10): print(i) for key, value in data.items(): except Exception as e: print(e)
package main import ( "fmt" "os" ) func main() { fmt.Println("Hello, World!") } if err != nil { return nil, err } if err != nil { log.Fatal(err) } if err := json.Unmarshal(data, &result); err != nil { return err }
for i := 0; i < len(items); i++ { for _, item := range items { fmt.Println(item) } for i := 0; i < n; i++ { for j := 0; j < n; j++ {
#include <stdio.h> #include <stdlib.h> int main(int argc, char *argv[]) { printf("Hello, World!\\n"); return 0; } #include <iostream> using namespace std; int main() { cout << "Hello, World!" << endl; return 0; }
SELECT * FROM users WHERE id = 1; SELECT id, name FROM users ORDER BY created_at DESC LIMIT 10; SELECT COUNT(*) FROM orders GROUP BY customer_id HAVING COUNT(*) > 1;
CREATE TABLE users ( id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(255) NOT NULL, email VARCHAR(255) NOT NULL UNIQUE, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ); CREATE TABLE IF NOT EXISTS INSERT INTO users (name, email) VALUES (
FROM node:20-alpine WORKDIR /app COPY package.json package-lock.json ./ RUN npm install COPY . . EXPOSE 3000 CMD ["node", "index.js"] docker build -t app . docker run -p 3000:3000 app
npm install npm run build npm test npm start git add . git commit -m "initial commit" git push origin main git checkout -b feature pip install -r requirements.txt python3 -m venv .venv source .venv/bin/activate
`
