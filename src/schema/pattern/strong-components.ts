/** The strongly connected components of a graph, given the successors of each node (Tarjan's, without recursion). */
export function components(next: number[][]): number[][] {
  const found: number[][] = [];
  const order = new Array<number>(next.length).fill(-1);
  const low: number[] = [];
  const open = new Array<boolean>(next.length).fill(false);
  const stack: number[] = [];
  let counter = 0;
  for (let root = 0; root < next.length; root += 1) {
    if (order[root] !== -1) continue;
    const path: [node: number, turn: number][] = [];
    const enter = (node: number): void => {
      order[node] = low[node] = counter;
      counter += 1;
      stack.push(node);
      open[node] = true;
      path.push([node, 0]);
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const [node, turn] = top;
      const child = next[node]?.[turn];
      if (child !== undefined) {
        top[1] += 1;
        if (order[child] === -1) enter(child);
        else if (open[child]) low[node] = Math.min(low[node] as number, order[child] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.[0];
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) open[member] = false;
      found.push(component);
    }
  }
  return found;
}
