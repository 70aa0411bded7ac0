namespace Mas.Reports.Sections;

/// <summary>
/// Tables that scroll sideways if there is no room for them, and say so: <c>div.table</c> around
/// <c>div.scroll</c>, which holds the table, and <c>p.hint</c>. The colors are those of the page around them.
/// </summary>
public static class ScrollStyle
{
    /// <summary>The sentence of the hint.</summary>
    public const string Hint = "More to the side: scroll the table.";

    /// <summary>
    /// The style sheet. A side is shaded while there is more beyond it: the paper that covers the shade moves with the
    /// table, the shade does not. The hint is shown only where the table scrolls; a browser that cannot know shows it
    /// on every narrow page.
    /// </summary>
    public const string Css = """
        .table{margin:14px 0;timeline-scope:--sideways;--shade:rgb(0 0 0/.28)}
        @media (prefers-color-scheme:dark){.table{--shade:rgb(232 230 225/.45)}}
        .scroll{overflow-x:auto;scroll-timeline:--sideways inline;
          background:linear-gradient(90deg,var(--paper) 40%,transparent) 0 0/40px 100% no-repeat local,
            linear-gradient(270deg,var(--paper) 40%,transparent) 100% 0/40px 100% no-repeat local,
            linear-gradient(90deg,var(--shade),transparent) 0 0/12px 100% no-repeat scroll,
            linear-gradient(270deg,var(--shade),transparent) 100% 0/12px 100% no-repeat scroll}
        .table>.hint{display:none;margin:2px 0 0;font-size:13px;color:var(--soft)}
        @media (max-width:600px){.table>.hint{display:block}}
        @supports (animation-timeline:--sideways){
          .table>.hint{display:block;visibility:hidden;height:0;margin:0;animation:hint linear;
            animation-timeline:--sideways}
          @keyframes hint{from,to{visibility:visible;height:auto;margin-top:2px}}}
        @media print{.table>.hint{display:none}}

        """;
}
