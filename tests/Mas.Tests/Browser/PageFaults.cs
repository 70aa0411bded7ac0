using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Mas.Tests.Browser;

/// <summary>
/// What is wrong with a page for a person with a screen reader, a keyboard or a phone: every finding of axe-core, and
/// what axe-core does not look at, such as fields that cut their text off and tables that can be scrolled without a
/// sign of it.
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
                if (!table.caption) faults.push(`a table has no caption: ${words(table)}`);
            for (const chart of all('svg'))
                if (!chart.querySelector('title')) faults.push('a chart has no title');
            const ids = all('[id]').map(element => element.id);
            for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) faults.push(`the id ${id} is listed twice`);

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
