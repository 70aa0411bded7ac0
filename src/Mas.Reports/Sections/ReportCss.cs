namespace Mas.Reports.Sections;

/// <summary>The style sheet of the report's page; the charts bring their own.</summary>
internal static class ReportCss
{
    /// <summary>The style sheet, without the element around it.</summary>
    public const string Text = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#63676e;--line:#d4d7dc;--paper:#ffffff;--note:#fdf3dc;
          --focus:#245d9f}
        @media (prefers-color-scheme:dark){
          :root{--ink:#e8e6e1;--soft:#a3a6ab;--line:#42464c;--paper:#16181b;--note:#3a3220;
            --focus:#7fb0ee}}
        *{box-sizing:border-box}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
        body{margin:0;background:var(--paper);color:var(--ink);
          font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}
        main,footer{max-width:768px;margin:0 auto;padding:40px 24px 0}
        footer{padding-bottom:72px}
        h1,h2,h3,p,li,dd,figcaption,summary,code{overflow-wrap:anywhere}
        h1{font-size:30px;line-height:1.2;margin:0 0 8px;font-weight:650;letter-spacing:-.01em}
        h2{font-size:20px;margin:52px 0 8px;font-weight:650}
        h3{font-size:15px;margin:26px 0 2px;font-weight:600}
        p{margin:8px 0;max-width:68ch}
        .lead{font-size:18px}
        .soft,figcaption,.facts dt{color:var(--soft)}
        figcaption,.small{font-size:14px}
        .facts{display:flex;flex-wrap:wrap;gap:14px 36px;margin:26px 0 0;padding:0}
        .facts dt{font-size:13px}
        .facts dd{margin:0;font-size:22px;font-variant-numeric:tabular-nums}
        .figure{margin:22px 0}
        .figure figure{margin:0}
        figcaption{margin-bottom:10px;max-width:80ch}
        figcaption strong{display:block;color:var(--ink);font-weight:600}
        figure svg{max-width:100%;height:auto;display:block}
        .multiples{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:26px 36px;margin:22px 0}
        .multiples .figure{margin:0;min-width:0;grid-column:1/-1}
        .multiples .figure.small{grid-column:auto}
        details{margin-top:6px}
        summary{cursor:pointer}
        .numbers summary{color:var(--soft);font-size:13px}
        table{border-collapse:collapse;font-size:15px;font-variant-numeric:tabular-nums;min-width:50%}
        th,td{text-align:left;padding:5px 22px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;
          max-width:34ch;overflow-wrap:break-word}
        thead th{font-weight:500;color:var(--soft);font-size:13px;vertical-align:bottom}
        tbody th{font-weight:400}
        th:last-child,td:last-child{padding-right:2px}
        td:last-child{max-width:60ch}
        .number{text-align:right}
        .short,td.number,td.number .small{white-space:nowrap}
        tr.total>*{font-weight:600}
        .note{background:var(--note);border-radius:6px;padding:10px 14px;max-width:none}
        ul{padding-left:20px;max-width:68ch}
        code{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        .narrow{display:none}
        @media (max-width:600px){
          main,footer{padding:24px 16px 0} footer{padding-bottom:48px} h1{font-size:25px}
          .multiples{grid-template-columns:minmax(0,1fr)} .wide{display:none} .narrow{display:block}
          .facts{gap:12px 26px} .facts dd{font-size:19px} td,th{padding-right:14px}}
        @media print{.narrow{display:none}.wide{display:block}h2{break-after:avoid}
          .figure{break-inside:avoid}}

        """;
}
