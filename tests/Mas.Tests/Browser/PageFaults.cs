using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Mas.Tests.Browser;

/// <summary>
/// What is wrong with a page for a person with a screen reader, a keyboard or a phone: every finding of axe-core, and
/// what axe-core does not look at, such as text in charts, fields that cut their text off, and tables that can be
/// scrolled without a sign of it.
/// </summary>
internal static class PageFaults
{
    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    private const string RunAxe = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(rule =>
            rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}: `
                + [...node.any, ...node.all, ...node.none].map(check => check.message).join(' ')))
        """;

    private const string RunOwn = """
        () => {
            const faults = [];
            const all = selector => [...document.querySelectorAll(selector)];
            const seen = element => element.checkVisibility({ checkVisibilityCSS: true });
            const words = element => element.textContent.trim().slice(0, 40);
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
                faults.push('the page is wider than the window');
            for (const table of all('table'))
                if (!table.caption && !table.closest('[role=region][aria-label]'))
                    faults.push(`a table has no name: ${words(table)}`);
            for (const chart of all('svg'))
                if (!chart.querySelector('title')) faults.push('a chart has no title');
            const ids = all('[id]').map(element => element.id);
            for (const id of ids.filter((id, at) => ids.indexOf(id) !== at))
                faults.push(`the id ${id} is listed twice`);

            // What scrolls sideways takes the focus, has a name, and shades the side where there is more.
            for (const element of all('body *').filter(seen)) {
                const style = getComputedStyle(element);
                if (!/auto|scroll/.test(style.overflowX) || element.scrollWidth <= element.clientWidth) continue;
                if (element.tabIndex !== 0) faults.push(`it scrolls but takes no focus: ${words(element)}`);
                if (!element.ariaLabel && !element.getAttribute('aria-labelledby'))
                    faults.push(`it scrolls but has no name: ${words(element)}`);
                if (!style.backgroundAttachment.includes('local'))
                    faults.push(`it scrolls without a sign of it: ${words(element)}`);
            }

            // A field is as wide as its longest text: its value, its placeholder, its options.
            for (const field of all('input:not([type=checkbox],[type=hidden]),select').filter(seen)) {
                const given = field.getBoundingClientRect().width;
                field.style.width = 'max-content';
                field.style.fieldSizing = 'content';
                const needed = field.getBoundingClientRect().width;
                field.style.width = field.style.fieldSizing = '';
                if (needed > given + 0.5) faults.push(`${field.id} is ${given} px wide and needs ${needed}`);
            }

            // Text in charts, against the shapes drawn below it.
            const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const rgba = color => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
                return [r, g, b, a / 255];
            };
            const over = ([r, g, b, a], below, share) =>
                [r, g, b].map((value, at) => value * a * share + below[at] * (1 - a * share));
            const ground = element => {
                for (; element; element = element.parentElement) {
                    const color = rgba(getComputedStyle(element).backgroundColor);
                    if (color[3] > 0) return color.slice(0, 3);
                }
                return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
            };
            const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
            const opacity = (element, chart) => element === chart ? 1
                : Number(getComputedStyle(element).opacity) * opacity(element.parentElement, chart);
            for (const chart of all('svg').filter(seen)) {
                const drawn = [...chart.querySelectorAll('rect,path,circle,polygon,text')];
                for (const [at, text] of drawn.entries()) {
                    if (text.tagName !== 'text' || !text.textContent.trim()) continue;
                    const box = text.getBoundingClientRect();
                    const point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
                    let below = ground(chart);
                    for (const shape of drawn.slice(0, at)) {
                        if (shape.tagName === 'text') continue;
                        const style = getComputedStyle(shape);
                        if (style.fill === 'none') continue;
                        if (!shape.isPointInFill(point.matrixTransform(shape.getScreenCTM().inverse()))) continue;
                        below = over(rgba(style.fill), below, Number(style.fillOpacity) * opacity(shape, chart));
                    }
                    const style = getComputedStyle(text);
                    const ink = over(rgba(style.fill), below, Number(style.fillOpacity) * opacity(text, chart));
                    const [a, b] = [light(ink), light(below)].sort((x, y) => y - x);
                    const contrast = (a + 0.05) / (b + 0.05);
                    if (contrast < 4.5)
                        faults.push(`a chart's text has a contrast of ${contrast.toFixed(2)}: ${words(text)}`);
                }
            }
            return faults;
        }
        """;

    /// <summary>Every fault of a page, with all that can be unfolded unfolded; none = an empty list.</summary>
    internal static async Task<IReadOnlyList<string>> Of(IPage page)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        await page.EvaluateAsync(_axe);
        return [.. await page.EvaluateAsync<string[]>(RunAxe), .. await page.EvaluateAsync<string[]>(RunOwn)];
    }
}
