// Light, dark or as the system says, on <html data-theme>; density beside it. What was chosen is kept
// in the browser too, so that the first paint is right; where a frame refuses storage it is "auto".

export type Theme = "light" | "dark" | "auto";
export type Density = "comfortable" | "compact";

const darkPreferred = () => window.matchMedia("(prefers-color-scheme: dark)");
let wanted: Theme = "auto";

export function stored(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // A frame without storage remembers nothing.
  }
}

function apply(): void {
  const shown = wanted === "auto" ? (darkPreferred().matches ? "dark" : "light") : wanted;
  document.documentElement.dataset["theme"] = shown;
}

export function setTheme(theme: Theme): void {
  wanted = theme;
  store("b8.theme", theme);
  apply();
}

export function setDensity(density: Density): void {
  document.documentElement.dataset["density"] = density;
  store("b8.density", density);
}

export function startTheme(): void {
  const before = stored("b8.theme");
  if (before === "light" || before === "dark") wanted = before;
  document.documentElement.dataset["density"] = stored("b8.density") === "compact" ? "compact" : "comfortable";
  darkPreferred().addEventListener("change", apply);
  apply();
}
