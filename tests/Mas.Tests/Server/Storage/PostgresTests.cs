using Mas.Learning;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Server.Orders;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Storage;

/// <summary>The same tables in PostgreSQL, which may go away at any moment and come back.</summary>
public sealed class PostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [RequiresPostgresFact]
    public void TheSameMigrationsMakeTheTablesOfTheSameModel()
    {
        using var postgres = new PostgresServer();
        _ = new FleetStore(_folder.Path, postgres.Connection);
        using var database = new FleetStore(_folder.Path, postgres.Connection).Open();

        Assert.Equal("Npgsql.EntityFrameworkCore.PostgreSQL", database.Database.ProviderName);
        Assert.False(database.Database.HasPendingModelChanges());
        Assert.Empty(database.Database.GetPendingMigrations());
        Assert.Empty(database.Devices.ToList());
        Assert.Empty(database.Tokens.ToList());
        Assert.Empty(database.Orders.ToList());
        Assert.Empty(database.Participants.ToList());
        Assert.False(File.Exists(_folder["fleet.db"]));
    }

    [Theory]
    [InlineData("Host=db.example.org;Database=mas")]
    [InlineData("Host=localhost,db.example.org:5433;Database=mas;SSL Mode=Prefer")]
    public void AnotherMachineIsNotSpokenToInClear(string connection) => Assert.Contains(
        "is on another machine, which needs TLS; add 'SSL Mode=VerifyFull' to it.",
        Assert.Throws<InputException>(() => FleetConnection.Postgres(connection)).Message);

    [Theory]
    [InlineData("Host=db.example.org;Database=mas;SSL Mode=VerifyFull")]
    [InlineData("Host=localhost,127.0.0.1:5433,/run/postgresql;Database=mas")]
    public void OverTlsOrOnThisMachineADatabaseIsSpokenTo(string connection) =>
        Assert.NotNull(FleetConnection.Postgres(connection));

    [RequiresPostgresFact]
    public async Task ARestartInMidRoundLosesNothing()
    {
        using var postgres = new PostgresServer();
        var store = new FleetStore(_folder.Path, postgres.Connection);
        var book = new OrderBook(store, new OrderTerms(), TimeProvider.System);
        var order = SentUpdates.Order(store);
        var asking = await book.Asked(store, order);

        // So many connections lie ready and are broken afterwards.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Devices()));
        postgres.Restart();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Devices()));
        postgres.Restart();
        var weights = SentUpdates.Weights();
        var update = SentUpdates.Update(weights);
        await File.WriteAllBytesAsync(store.Models.Weights(SentUpdates.Name(order)), weights);
        await book.Answer("castle", SentUpdates.Name(order), update.ToBytes(), update);
        postgres.Restart();

        Assert.NotNull((await asking).Update);
        var found = await new OrderBook(store, new OrderTerms(), TimeProvider.System).Ask(order, default, default);
        Assert.Equal(update.ToBytes(), found.Update!.ToBytes());
    }

    [RequiresPostgresFact]
    public async Task WhileItIsAwayWorkWaits()
    {
        using var postgres = new PostgresServer();
        var store = new FleetStore(_folder.Path, postgres.Connection);
        await store.Do(database =>
        {
            database.Tokens.Add(new TokenRow { Sha256 = new string('a', 64), Client = "castle", MadeAt = 1, ExpiresAt = 1 });
            return database.SaveChanges();
        });
        postgres.Stop();
        var (working, tries) = (new TaskCompletionSource(), 0);
        var counting = store.Read(database =>
        {
            if (++tries == 3)
            {
                working.SetResult();
            }

            return database.Tokens.Count();
        });
        await working.Task.WaitAsync(Patience.Whole);
        Assert.False(counting.IsCompleted);
        postgres.Start();

        Assert.Equal(1, await counting.WaitAsync(Patience.Whole));
    }

    [RequiresPostgresFact]
    public void NothingSaysThePassword()
    {
        using var postgres = new PostgresServer();
        string[] unusable =
        [
            postgres.Connection + ";Username=nobody", postgres.Connection + ";Port=many",
            $"Username=postgres;Password={PostgresServer.Secret}", PostgresServer.Secret,
        ];
        foreach (var connection in unusable)
        {
            var fault = Assert.Throws<InputException>(
                () => new FleetAccess(_folder.Path, connection, TimeProvider.System));

            Assert.Contains("--database", fault.Message);
            Assert.DoesNotContain(PostgresServer.Secret, fault.ToString());
        }
    }

    public void Dispose() => _folder.Dispose();
}
